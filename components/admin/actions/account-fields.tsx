import type { UseFormReturnType } from "@mantine/form";
import { readWhole, writeNumber } from "@/lib/core/typed-number";
import { AmountField, NumberField } from "../../ui/number-field";
import type { Values } from "./input";

interface Props {
  form: UseFormReturnType<Values>;
  currency: string;
}

/** The values with which a phase goes on. */
export function AccountFields({ form, currency }: Props) {
  return (
    <>
      <AmountField
        label="Balance"
        currency={currency}
        unit={currency}
        {...form.getInputProps("account.balance")}
      />
      <AmountField
        label="Equity"
        currency={currency}
        unit={currency}
        {...form.getInputProps("account.equity")}
      />
      <NumberField
        label="Open positions"
        read={readWhole}
        write={writeNumber}
        {...form.getInputProps("account.positions")}
      />
    </>
  );
}
