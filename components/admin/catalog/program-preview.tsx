import { fieldsOfRules } from "@/lib/catalog/rule-fields";
import type { GroupView, ProgramView, StepView } from "@/lib/catalog/schemas";
import { readAmount } from "@/lib/core/typed-number";
import { rulesText } from "@/lib/rules/texts";
import { offerOfProgram } from "../../store/offers";
import { PlanList } from "../../store/plan-list";
import { planRules } from "../../store/rule-cells";
import { RuleList } from "../../store/rule-list";
import { RulesInFull } from "../../store/rules-in-full";
import classes from "./catalog.module.css";
import type { ProgramValues, StepValues } from "./program-values";
import { exampleOf } from "./rules/example-account";
import { readableRules } from "./rules/readable-rules";
import { ruleSetBody } from "./rules/values";

interface Props {
  values: ProgramValues;
  groups: GroupView[] | null;
}

/** The typed program as buyers see it: its offer where wallets can buy it, and its rules in sentences. */
export function ProgramPreview({ values, groups }: Props) {
  const program = previewOf(values, groups);
  const [first] = program.steps;
  const account = { size: first?.initial_balance ?? 0, currency: first?.currency ?? "usd" };
  return (
    <div className={classes.preview}>
      <p className={classes.caption}>Preview, as buyers see it</p>
      <div inert>
        {values.is_for_wallets ? (
          <PlanList offers={[offerOfProgram(program)]} market={null} walletCurrencies={null} />
        ) : (
          <RuleList rules={planRules(program.steps, account)} />
        )}
      </div>
      <RulesInFull phases={program.steps} />
    </div>
  );
}

/** The typed program in the form of the API; what can't be read yet is left out. */
export function previewOf(values: ProgramValues, groups: GroupView[] | null): ProgramView {
  const price = readAmount(values.price_cents, values.price_currency);
  return {
    id: 0,
    brand: values.brand,
    name: values.name,
    slug: values.slug,
    recommended: values.recommended,
    display_name: values.display_name || "Name",
    description: values.description,
    price: price === null || Number.isNaN(price) ? 0 : price / 100,
    price_currency: values.price_currency.toUpperCase(),
    price_label: values.price_label,
    profit_split: null,
    status: 0,
    sort_index: 0,
    steps: values.steps.map((step, i) => previewStep(step, i, values, groups)),
  };
}

function previewStep(
  step: StepValues,
  index: number,
  values: ProgramValues,
  groups: GroupView[] | null,
): StepView {
  const account = exampleOf(values, index, groups);
  const rules = readableRules(ruleSetBody(step.rules, account.currency));
  const { profit_split_pct, ...fields } = fieldsOfRules(rules);
  return {
    phase_index: index + 1,
    phase_type: step.phase_type === "1" ? 1 : 0,
    name: step.name || `Phase ${index + 1}`,
    account_group: step.account_group,
    initial_balance: account.initial / 100,
    currency: account.currency.toUpperCase(),
    ...fields,
    profit_split: profit_split_pct,
    rule_set: null,
    rules,
    rules_text: rulesText(rules, account),
  };
}
