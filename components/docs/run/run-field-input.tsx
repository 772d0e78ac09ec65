"use client";

import { Autocomplete, NativeSelect } from "@mantine/core";
import classes from "./run.module.css";
import type { RunField } from "./runnable";
import { useOwnIds } from "./use-own-ids";

interface Props {
  field: RunField;
  value: string;
  /** The endpoint whose deliveries are offered. */
  of: string | undefined;
  onChange: (value: string) => void;
}

/** One parameter: chosen where there are only so many values, else typed, with the reader's own ids offered. */
export function RunFieldInput({ field, value, of, onChange }: Props) {
  const { name, hint, required, values, ids } = field;
  const own = useOwnIds(ids, ids === "delivery" ? of : undefined);
  const label = { label: name, description: hint, required };
  // Of one value there is still the choice to leave it out.
  if (values.length > (required ? 1 : 0)) {
    return (
      <NativeSelect
        {...label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: "", label: required ? "Choose" : "Any" }, ...values]}
      />
    );
  }
  const labels = new Map(own.map((one) => [one.value, one.label]));
  return (
    <Autocomplete
      {...label}
      value={value}
      onChange={onChange}
      maxLength={500}
      data={[...labels.keys()]}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <code>{option.value}</code>
          <small>{labels.get(option.value)}</small>
        </span>
      )}
    />
  );
}
