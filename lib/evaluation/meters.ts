import { amountOf, measured, type PhaseState } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { decimal } from "./present";
import type { ChallengeEvaluationView } from "./schemas";

type Meters = Pick<
  ChallengeEvaluationView,
  "daily_loss" | "total_loss" | "target" | "trading_days"
>;

/** A part in percent with one decimal, from 0 to 100. */
const percent = (part: number, whole: number) =>
  whole <= 0 ? 100 : Math.min(100, Math.max(0, Math.round((part / whole) * 1_000) / 10));

/** What is left of each limit of a phase, and how far its target is, in money and percent. */
export function metersOf(rules: RuleSet, state: PhaseState): Meters {
  const loss = (rule: "daily_loss" | "total_loss") => {
    const limits = rules[rule];
    const level = rule === "daily_loss" ? state.daily : state.total;
    if (!limits || !level) return null;
    const observed = measured(limits.measure, state);
    const left = Math.max(0, observed - level.floor);
    return {
      floor: decimal(level.floor),
      limit: decimal(level.amount),
      left: decimal(left),
      used_pct: percent(level.amount - left, level.amount),
    };
  };
  return {
    daily_loss: loss("daily_loss"),
    total_loss: loss("total_loss"),
    target: targetOf(rules, state),
    trading_days: {
      counted: state.trading_days,
      needed: rules.min_trading_days?.days ?? null,
    },
  };
}

function targetOf({ profit_target: rule }: RuleSet, state: PhaseState) {
  if (!rule) return null;
  const amount = amountOf(rule.amount, state.initial);
  const value = measured(rule.measure === "balance_flat" ? "balance" : rule.measure, state);
  const profit = value - state.initial - state.operations - state.excluded;
  return { amount: decimal(amount), profit: decimal(profit), reached_pct: percent(profit, amount) };
}
