import { readPercent, readWhole, writeNumber } from "@/lib/typed-number";
import { NumberField, type NumberFieldProps } from "../../ui/number-field";

/** A share in percent, to a hundredth; empty is no limit. */
export const PercentField = (props: NumberFieldProps) => (
  <NumberField read={readPercent} write={writeNumber} unit="%" placeholder="None" {...props} />
);

/** A whole number; empty is none. */
export const WholeField = (props: NumberFieldProps) => (
  <NumberField read={readWhole} write={writeNumber} inputMode="numeric" {...props} />
);
