import { Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { PercentField, WholeField } from "../fields";
import type { ProgramValues } from "../program-values";
import { AmountOf } from "./amount-of";
import { Entries } from "./entries";
import { ofInitial } from "./field-table";
import classes from "./rules.module.css";

interface Props {
  form: UseFormReturnType<ProgramValues>;
  /** The place of the rule set's values in the form. */
  path: string;
}

/** Rules that people look at: they never end a phase automatically. */
export const Conduct = ({ form, path }: Props) => (
  <Entries
    form={form}
    place={`${path}.conduct`}
    title="Other rules, reviewed by your team"
    noun="rule"
    empty={{ code: "", text: "", parameters: {} }}
    className={classes.conduct}
    fields={(entry) => (
      <>
        <TextInput label="Code" placeholder="news" {...form.getInputProps(`${entry}.code`)} />
        <Textarea
          label="Rule in words"
          autosize
          minRows={1}
          {...form.getInputProps(`${entry}.text`)}
        />
      </>
    )}
  />
);

/** Terms of payouts that change with their number. */
export const PayoutSteps = ({ form, path, currency }: Props & { currency: string }) => (
  <Entries
    form={form}
    place={`${path}.payoutSteps`}
    title="Terms that change with the number of payouts"
    noun="terms"
    empty={{
      from_payout: "",
      split_pct: "",
      max_amount: "",
      max_amount_of: "cents",
      max_pct_of_balance: "",
    }}
    className={classes.step}
    fields={(entry) => (
      <>
        <WholeField label="From payout" {...form.getInputProps(`${entry}.from_payout`)} />
        <PercentField
          label="Trader's part"
          placeholder=""
          {...form.getInputProps(`${entry}.split_pct`)}
        />
        <AmountOf
          label="Most"
          currency={currency}
          units={ofInitial}
          placeholder="No limit"
          props={form.getInputProps(`${entry}.max_amount`)}
          of={form.getInputProps(`${entry}.max_amount_of`)}
        />
        <PercentField
          label="Most, of the balance"
          placeholder="No limit"
          {...form.getInputProps(`${entry}.max_pct_of_balance`)}
        />
      </>
    )}
  />
);
