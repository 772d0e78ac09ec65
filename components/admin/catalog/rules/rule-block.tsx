import { Button, Checkbox, NativeSelect, Select, Switch, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { readPercent, writeNumber } from "@/lib/core/typed-number";
import { AmountField, NumberField } from "../../../ui/number-field";
import { PercentField, WholeField } from "../fields";
import type { ProgramValues } from "../program-values";
import { AmountOf, choices, type InputProps } from "./amount-of";
import {
  alwaysThere,
  isNeeded,
  type RuleField,
  type RuleKey,
  ruleFields,
  ruleTitles,
} from "./fields";
import classes from "./rules.module.css";

interface Props {
  form: UseFormReturnType<ProgramValues>;
  /** The place of the rule set's values in the form: `steps.0.rules`. */
  path: string;
  rule: RuleKey;
  currency: string;
  /** The rule as buyers read it, of what is typed now; null while it can't be read. */
  text: { short: string; text: string } | null;
}

/** A rule with its switch and its value in a few words; opened, with its fields and the sentences that buyers read. */
export function RuleBlock({ form, path, rule, currency, text }: Props) {
  const place = `${path}.rules.${rule}`;
  const [isOpen, setIsOpen] = useState(false);
  const isOn = form.getInputProps(`${place}.isOn`).value === true;
  const problem = form.errors[place];
  const hasProblem = Object.keys(form.errors).some((key) => key.startsWith(place));
  const isShown = isOn && (isOpen || hasProblem);
  const values = valuesAt(form.values, `${place}.fields`);
  const title = ruleTitles[rule];
  return (
    <div className={classes.rule} data-open={isShown || undefined}>
      <div className={classes.head}>
        {alwaysThere.includes(rule) ? (
          <span className={classes.always}>{title}</span>
        ) : (
          <Switch
            label={title}
            checked={isOn}
            onChange={(event) => {
              const next = event.currentTarget.checked;
              form.setFieldValue(`${place}.isOn`, next);
              setIsOpen(next);
            }}
          />
        )}
        <span className={classes.short}>{isOn && text?.short}</span>
        {isOn && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setIsOpen(!isShown)}
            aria-expanded={isShown}
            aria-label={`${isShown ? "Close" : "Edit"} ${title}`}
          >
            {isShown ? "Close" : "Edit"}
          </Button>
        )}
      </div>
      {isShown && (
        <>
          <div className={classes.fields}>
            {(ruleFields[rule] as RuleField[])
              .filter((field) => isNeeded(rule, field, values))
              .map((field) => (
                <Field
                  key={field.name}
                  field={field}
                  currency={currency}
                  props={form.getInputProps(`${place}.fields.${field.name}`)}
                  of={form.getInputProps(`${place}.fields.${field.name}_of`)}
                />
              ))}
          </div>
          {problem && <p className={classes.problem}>{problem}</p>}
          <p className={classes.sentences} aria-live="polite">
            {text?.text ?? "Complete the fields to see the rule as buyers read it."}
          </p>
        </>
      )}
    </div>
  );
}

const valuesAt = (values: unknown, path: string): Record<string, string> =>
  path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], values) as Record<
    string,
    string
  >;

interface FieldProps {
  field: RuleField;
  currency: string;
  props: InputProps;
  of: InputProps;
}

function Field({ field, currency, props, of }: FieldProps) {
  const { label } = field;
  switch (field.kind) {
    case "choice":
      return <NativeSelect label={label} data={choices(field.options)} {...props} />;
    case "whole":
      return <WholeField label={label} placeholder={field.placeholder} {...props} />;
    case "percent":
      return <PercentField label={label} placeholder="" {...props} />;
    case "lots":
      return <NumberField label={label} read={readPercent} write={writeNumber} {...props} />;
    case "money":
      return (
        <AmountField
          label={label}
          currency={currency}
          unit={currency.toUpperCase()}
          placeholder={field.placeholder}
          {...props}
        />
      );
    case "amount":
      return <AmountOf label={label} currency={currency} units={field.of} props={props} of={of} />;
    case "zone":
      return (
        <Select
          label={label}
          data={zones(props.value)}
          searchable
          allowDeselect={false}
          {...props}
        />
      );
    case "time":
      return <TextInput type="time" label={label} {...props} />;
    case "yes":
      return (
        <Checkbox
          label={label}
          checked={props.value === "yes"}
          onChange={(event) => props.onChange(event.currentTarget.checked ? "yes" : "")}
        />
      );
    case "symbols":
      return <TextInput label={label} placeholder="BTCUSD, ETHUSD" {...props} />;
  }
}

/** IANA time zones: UTC and the present one first, which may be another name of a zone. */
const zones = (present: string) => [
  ...new Set(["UTC", present, ...Intl.supportedValuesOf("timeZone")]),
];
