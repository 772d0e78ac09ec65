import { NumberInput, type NumberInputProps } from "@mantine/core";

/** An amount in units of the currency, to a hundredth. */
export const MoneyField = ({ currency, ...props }: NumberInputProps & { currency: string }) => (
  <NumberInput
    rightSection={<span aria-hidden>{currency.toUpperCase()}</span>}
    rightSectionWidth="3rem"
    rightSectionPointerEvents="none"
    decimalScale={2}
    thousandSeparator=","
    allowNegative={false}
    hideControls
    inputMode="decimal"
    {...props}
  />
);

/** A share in percent, to a hundredth; empty is no limit. */
export const PercentField = (props: NumberInputProps) => (
  <NumberInput
    rightSection={<span aria-hidden>%</span>}
    rightSectionPointerEvents="none"
    placeholder="None"
    decimalScale={2}
    allowNegative={false}
    hideControls
    inputMode="decimal"
    {...props}
  />
);

/** A whole number; empty is none. */
export const WholeField = (props: NumberInputProps) => (
  <NumberInput
    allowDecimal={false}
    allowNegative={false}
    thousandSeparator=","
    hideControls
    inputMode="numeric"
    {...props}
  />
);
