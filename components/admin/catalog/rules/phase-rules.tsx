import type { UseFormReturnType } from "@mantine/form";
import { rulesText } from "@/lib/rules/texts";
import type { ProgramValues } from "../program-values";
import { alwaysThere, type RuleKey, ruleFields } from "./fields";
import { Conduct, PayoutSteps } from "./listed-rules";
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
