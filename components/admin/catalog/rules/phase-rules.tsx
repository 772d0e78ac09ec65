import { Button, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { rulesText } from "@/lib/rules/texts";
import { AmountField } from "../../../ui/number-field";
import { PercentField, WholeField } from "../fields";
import type { ProgramValues } from "../program-values";
import { alwaysThere, type RuleKey, ruleFields } from "./fields";
import { type ExampleAccount, readableRules } from "./readable-rules";
import { RuleBlock } from "./rule-block";
import classes from "./rules.module.css";
import { ruleSetBody } from "./values";

interface Props {
  form: UseFormReturnType<ProgramValues>;
  /** Which phase. */
  index: number;
  /** The account that the sentences have as their example. */
  account: ExampleAccount;
}

/** Rules that a phase of the other type has no use for, unless they are switched on. */
const onlyFor: Partial<Record<RuleKey, "evaluation" | "funded">> = {
  profit_target: "evaluation",
  payout: "funded",
  after_withdrawal: "funded",
};

/** All rules of a phase, each with its fields and the sentences that buyers read. */
export function PhaseRules({ form, index, account }: Props) {
  const path = `steps.${index}.rules`;
  const values = form.values.steps[index]?.rules;
  if (!values) return null;
  const rules = readableRules(ruleSetBody(values, account.currency));
  const texts = new Map(rulesText(rules, account).map((text) => [text.rule as string, text]));
  const isSwitchedOn = (rule: RuleKey) => values.rules[rule].isOn && !alwaysThere.includes(rule);
  const shown = (Object.keys(ruleFields) as RuleKey[]).filter(
    (rule) => isSwitchedOn(rule) || !onlyFor[rule] || onlyFor[rule] === account.phaseType,
  );
  return (
    <div className={classes.rules}>
      {shown.map((rule) => (
        <div key={rule}>
          <RuleBlock
            form={form}
            path={path}
            rule={rule}
            currency={account.currency}
            text={rules[rule] === null ? null : (texts.get(rule) ?? null)}
          />
          {rule === "payout" && values.rules.payout.isOn && (
            <PayoutSteps form={form} path={path} currency={account.currency} />
          )}
        </div>
      ))}
      <Conduct form={form} path={path} />
    </div>
  );
}

interface ListProps {
  form: UseFormReturnType<ProgramValues>;
  path: string;
}

/** Rules that people look at: they never end a phase by themselves. */
function Conduct({ form, path }: ListProps) {
  const place = `${path}.conduct`;
  const items: { code: string }[] = form.getInputProps(place).value ?? [];
  return (
    <div className={classes.rule}>
      <p className={classes.always}>Other rules, reviewed by your team</p>
      <div className={classes.list}>
        {items.map((_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two empty lines differ only in their position
          <div key={i} className={classes.conduct}>
            <TextInput
              label="Code"
              placeholder="news"
              {...form.getInputProps(`${place}.${i}.code`)}
            />
            <Textarea
              label="Rule in words"
              autosize
              minRows={1}
              {...form.getInputProps(`${place}.${i}.text`)}
            />
            <Button
              variant="default"
              size="xs"
              mt="1.6rem"
              onClick={() => form.removeListItem(place, i)}
              aria-label={`Remove rule ${i + 1}`}
            >
              Remove
            </Button>
          </div>
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => form.insertListItem(place, { code: "", text: "", parameters: {} })}
          >
            Add rule
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Terms of payouts that change with their number. */
function PayoutSteps({ form, path, currency }: ListProps & { currency: string }) {
  const place = `${path}.payoutSteps`;
  const items: { max_amount_of: string }[] = form.getInputProps(place).value ?? [];
  return (
    <div className={classes.rule}>
      <p className={classes.always}>Terms that change with the number of payouts</p>
      <div className={classes.list}>
        {items.map(({ max_amount_of }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two empty lines differ only in their position
          <div key={i} className={classes.step}>
            <WholeField label="From payout" {...form.getInputProps(`${place}.${i}.from_payout`)} />
            <PercentField
              label="Trader's part"
              placeholder=""
              {...form.getInputProps(`${place}.${i}.split_pct`)}
            />
            {max_amount_of === "cents" ? (
              <AmountField
                label="Most"
                currency={currency}
                placeholder="No limit"
                {...form.getInputProps(`${place}.${i}.max_amount`)}
              />
            ) : (
              <PercentField
                label="Most, of initial"
                placeholder="No limit"
                {...form.getInputProps(`${place}.${i}.max_amount`)}
              />
            )}
            <PercentField
              label="Most, of the balance"
              placeholder="No limit"
              {...form.getInputProps(`${place}.${i}.max_pct_of_balance`)}
            />
            <Button
              variant="default"
              size="xs"
              onClick={() => form.removeListItem(place, i)}
              aria-label={`Remove terms ${i + 1}`}
            >
              Remove
            </Button>
          </div>
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() =>
              form.insertListItem(place, {
                from_payout: "",
                split_pct: "",
                max_amount: "",
                max_amount_of: "cents",
                max_pct_of_balance: "",
              })
            }
          >
            Add terms
          </Button>
        </div>
      </div>
    </div>
  );
}
