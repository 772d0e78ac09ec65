import { TextInput, type TextInputProps } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import { readAmount, writeAmount } from "@/lib/core/typed-number";
import classes from "./number-field.module.css";

export interface NumberFieldProps extends Omit<TextInputProps, "value" | "onChange"> {
  ref?: Ref<HTMLInputElement>;
  /** The text in the field. */
  value?: string;
  onChange?: (typed: string) => void;
  /** Shown after the number: `USD`, `%`. */
  unit?: string;
}

interface NumberFormat {
  /** A function of `lib/core/typed-number.ts`. */
  read: (typed: string) => number | null;
  write: (value: number) => string;
  /** What the number means, shown below the field: `Sold for $1,299.00`. */
  meaning?: (value: number) => ReactNode;
}

/**
 * A text field for a number. The typed text stays until the field loses focus or the form is sent. A valid
 * number is then formatted; an invalid one stays for the form to report.
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
}: NumberFieldProps & NumberFormat) {
  const number = read(value);
  const isNumber = number !== null && !Number.isNaN(number);
  const reformat = () => {
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
        reformat();
        onBlur?.(event);
      }}
      // Enter sends the form while the field keeps the focus.
      onKeyDown={(event) => {
        if (event.key === "Enter") reformat();
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
  /** What an amount in minor units means, shown below the field. */
  meaning?: (cents: number) => ReactNode;
}

/** A field for an amount of money. */
export const AmountField = ({ currency, ...props }: AmountFieldProps) => (
  <NumberField read={(typed) => readAmount(typed, currency)} write={writeAmount} {...props} />
);
