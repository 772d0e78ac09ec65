import { TextInput, type TextInputProps } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import { readAmount, writeAmount } from "@/lib/typed-number";
import classes from "./number-field.module.css";

export interface NumberFieldProps extends Omit<TextInputProps, "value" | "onChange"> {
  ref?: Ref<HTMLInputElement>;
  /** As it was typed. */
  value?: string;
  onChange?: (typed: string) => void;
  /** Behind the number: `USD`, `%`. */
  unit?: string;
}

interface Spelling {
  /** A function of `lib/typed-number.ts`. */
  read: (typed: string) => number | null;
  write: (value: number) => string;
  /** What a number means, under the field: `Sold for $1,299.00`. */
  meaning?: (value: number) => ReactNode;
}

/**
 * A text field for a number. What is typed stays as it is until the field is left or the form is sent;
 * then a number that was understood is written out, and what wasn't stays for the form to report.
 */
export function NumberField({
  read,
  write,
  meaning,
  unit,
  value = "",
  onChange,
  onBlur,
  onKeyDown,
  ...props
}: NumberFieldProps & Spelling) {
  const number = read(value);
  const isNumber = number !== null && !Number.isNaN(number);
  const writeOut = () => {
    if (isNumber && write(number) !== value) onChange?.(write(number));
  };
  const field = (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...(unit && {
        rightSection: <span aria-hidden>{unit}</span>,
        rightSectionWidth: unit.length > 1 ? "3rem" : undefined,
        rightSectionPointerEvents: "none",
      })}
      {...props}
      value={value}
      onChange={(event) => onChange?.(event.currentTarget.value)}
      onBlur={(event) => {
        writeOut();
        onBlur?.(event);
      }}
      // Enter sends the form without leaving the field.
      onKeyDown={(event) => {
        if (event.key === "Enter") writeOut();
        onKeyDown?.(event);
      }}
    />
  );
  if (!meaning) return field;
  return (
    <div>
      {field}
      <p className={classes.meaning}>{isNumber && meaning(number)}</p>
    </div>
  );
}

interface AmountFieldProps extends NumberFieldProps {
  currency: string;
  /** What an amount in minor units means, under the field. */
  meaning?: (cents: number) => ReactNode;
}

/** An amount of money. */
export const AmountField = ({ currency, ...props }: AmountFieldProps) => (
  <NumberField read={(typed) => readAmount(typed, currency)} write={writeAmount} {...props} />
);
