import { judge, type TradingEvent } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { AT, cents, dailyLoss, phase, snapshot } from "./phase";

/** An operator's ruling that a phase goes on with these values, in units. */
export const reinstate = (
  at: number,
  balance: number,
  more: { open?: number; days?: number } = {},
) =>
  ({
    type: "ruling",
    kind: "reinstate",
    at,
    balance: cents(balance),
    equity: cents(balance),
    open_positions: more.open ?? 0,
    days: more.days,
  }) satisfies TradingEvent;

/** A phase that was breached at AT by its daily loss. */
export function breached(own: Partial<RuleSet> = {}) {
  const { rules, state } = phase({ daily_loss: dailyLoss, ...own });
  return { rules, state: judge(rules, state, snapshot(AT, 94_000)).state };
}
