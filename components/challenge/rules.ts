import { days } from "@/components/store/program";
import type { PhaseView } from "@/lib/challenges/schemas";
import { formatAmount } from "./amount";

export interface Rule {
  name: string;
  value: string;
  /** The value as a share of the starting balance. */
  share?: string;
}

/** The rules of a phase as text: money first, then days and positions. */
export function rulesOf(phase: PhaseView, currency: string): Rule[] {
  const money = (name: string, amount: number | null, pct: number | null, none: string): Rule =>
    amount === null || pct === null
      ? { name, value: none }
      : { name, value: formatAmount(amount, currency), share: `${pct}%` };
  return [
    money("Profit target", phase.profit_target, phase.profit_target_pct, "None"),
    money("Max daily loss", phase.max_daily_loss, phase.max_daily_loss_pct, "No limit"),
    money("Max total loss", phase.max_total_loss, phase.max_total_loss_pct, "No limit"),
    { name: "Starting balance", value: formatAmount(phase.initial_balance, currency) },
    {
      name: "Time limit",
      value: phase.duration_days === null ? "No limit" : days(phase.duration_days),
    },
    { name: "Trading days", value: tradingDays(phase) },
    {
      name: "Open positions",
      value: phase.max_positions === null ? "No limit" : `At most ${phase.max_positions}`,
    },
  ];
}

function tradingDays({ min_trading_days: min, max_trading_days: max }: PhaseView): string {
  if (max === null) return min > 0 ? `At least ${min}` : "No minimum";
  return min > 0 ? `${min} to ${max}` : `At most ${max}`;
}
