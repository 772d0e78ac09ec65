import type { ProgramView, StepView } from "@/lib/catalog/schemas";
import { days, isFunded, phaseAmount } from "./program";
import type { Rule } from "./rule-list";

/** The rules of a program for its card: one line for each rule, over all its phases. */
export function programRules(program: ProgramView): Rule[] {
  const { steps } = program;
  const evaluation = steps.filter((step) => !isFunded(step));
  const limit = (name: string, key: "max_daily_loss_pct" | "max_total_loss_pct"): Rule => {
    const values = steps.map((step) => step[key]);
    const amounts = new Set(steps.map((step, i) => inMoney(step, values[i] ?? null)));
    const [amount] = amounts;
    return {
      name,
      share: span(values, "%") ?? "No limit",
      ...(amounts.size === 1 && amount && { amount }),
    };
  };
  const rules: Rule[] = [
    limit("Max daily loss", "max_daily_loss_pct"),
    limit("Max total loss", "max_total_loss_pct"),
  ];
  rules.push({ name: "Time limit", share: timeLimit(evaluation) });
  const tradingDays = span(evaluation.map((step) => step.min_trading_days || null));
  if (tradingDays) rules.push({ name: "Min. trading days", share: tradingDays });
  return rules;
}

const inMoney = (step: StepView, pct: number | null) =>
  pct === null ? null : phaseAmount(step, pct);

/** `5%` where all phases have the same value, `4–5%` where they differ, null where none has one. */
function span(values: (number | null)[], unit = ""): string | null {
  const numbers = values.filter((value) => value !== null);
  if (numbers.length === 0) return null;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? `${least}${unit}` : `${least}–${most}${unit}`;
}

/** `30 + 60 days`, phase by phase; `None` where no phase has a limit. */
function timeLimit(steps: StepView[]): string {
  const limits = steps.map((step) => step.duration_days).filter((limit) => limit !== null);
  if (limits.length === 0) return "None";
  if (limits.length < steps.length) return "In some phases";
  const [only] = limits;
  return limits.length === 1 && only !== undefined ? days(only) : `${limits.join(" + ")} days`;
}
