"use client";

import { Autocomplete, NativeSelect } from "@mantine/core";
import classes from "./run.module.css";
import type { RunField } from "./runnable";
import { useOwnIds } from "./use-own-ids";

interface Props {
  field: RunField;
  value: string;
  /** The webhook endpoint whose deliveries are suggested. */
  endpointId: string | undefined;
  onChange: (value: string) => void;
}

/** The input of one parameter: a select if its values are known, else a text field that suggests the reader's ids. */
export function RunFieldInput({ field, value, endpointId, onChange }: Props) {
  const { name, hint, required, values, ids } = field;
  const own = useOwnIds(ids, ids === "delivery" ? endpointId : undefined);
  const label = { label: name, description: hint, required };
  // An optional parameter with one value can still be omitted.
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
  const labels = new Map(own.map(({ value: id, label: text }) => [id, text]));
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
