import { readPercent, readWhole, writeNumber } from "@/lib/core/typed-number";
import { NumberField, type NumberFieldProps } from "../../ui/number-field";

/** A percentage with up to two decimals; empty for no limit. */
export const PercentField = (props: NumberFieldProps) => (
  <NumberField read={readPercent} write={writeNumber} unit="%" placeholder="None" {...props} />
);

/** A whole number; empty for none. */
export const WholeField = (props: NumberFieldProps) => (
  <NumberField read={readWhole} write={writeNumber} inputMode="numeric" {...props} />
);
