import { Input, NativeSelect } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { AmountField } from "../../../ui/number-field";
import { PercentField } from "../fields";
import type { ProgramValues } from "../program-values";
import classes from "./rules.module.css";

export type InputProps = ReturnType<UseFormReturnType<ProgramValues>["getInputProps"]>;

/** The options of a select, from pairs. */
export const choices = (options: readonly [value: string, label: string][]) =>
  options.map(([value, label]) => ({ value, label }));

interface Props {
  label: string;
  currency: string;
  /** What the number can be. */
  units: readonly [value: string, label: string][];
  placeholder?: string;
  props: InputProps;
  /** The unit that is chosen. */
  of: InputProps;
}

/** A number with its unit: a percentage of something, or an amount of money. */
export function AmountOf({ label, currency, units, placeholder = "", props, of }: Props) {
  const number = { "aria-label": label, placeholder, ...props, error: !!props.error };
  return (
    <Input.Wrapper label={label} error={props.error}>
      <div className={classes.amount}>
        {of.value === "cents" ? (
          <AmountField currency={currency} {...number} />
        ) : (
          <PercentField unit="" {...number} />
        )}
        <NativeSelect aria-label={`${label}: unit`} data={choices(units)} {...of} />
      </div>
    </Input.Wrapper>
  );
}
