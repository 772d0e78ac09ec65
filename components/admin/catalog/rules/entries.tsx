import { Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ProgramValues } from "../program-values";
import classes from "./rules.module.css";

interface Props {
  form: UseFormReturnType<ProgramValues>;
  /** The place of the list in the form. */
  place: string;
  title: string;
  /** What an entry is called: `rule`. */
  noun: string;
  /** A new entry. */
  empty: object;
  className: string | undefined;
  /** The fields of an entry. */
  fields: (entry: string) => ReactNode;
}

/** A list of entries, each with its fields, that can be added and removed. */
export function Entries({ form, place, title, noun, empty, className, fields }: Props) {
  const entries: unknown[] = form.getInputProps(place).value ?? [];
  return (
    <div className={classes.rule}>
      <p className={classes.always}>{title}</p>
      <div className={classes.list}>
        {entries.map((_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two empty lines differ only in their position
          <div key={i} className={className}>
            {fields(`${place}.${i}`)}
            <Button
              variant="default"
              size="xs"
              className={classes.remove}
              onClick={() => form.removeListItem(place, i)}
              aria-label={`Remove ${noun} ${i + 1}`}
            >
              Remove
            </Button>
          </div>
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => form.insertListItem(place, empty)}
          >
            Add {noun}
          </Button>
        </div>
      </div>
    </div>
  );
}
