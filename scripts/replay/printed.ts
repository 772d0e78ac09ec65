import type { PhaseState, Verdict } from "@/lib/rules";

/** Minor units as a decimal string. */
const decimal = (minor: number) => (minor / 100).toFixed(2);
/** Hundred-millionths of a lot as a decimal string, with at least two places. */
const lots = (volume: number) => (volume / 100_000_000).toFixed(8).replace(/0{1,6}$/, "");
/** Rules that count days or positions have their numbers as they are. */
const moneyRules: ReadonlySet<string | null> = new Set([
  "daily_loss",
  "total_loss",
  "profit_target",
  "consistency",
]);

/** A verdict as a line is printed. */
export function printedVerdict(
  account: string,
  { kind, rule, threshold, observed, at }: Omit<Verdict, "rule"> & { rule: string | null },
) {
  const write = (value: number | null) => {
    if (value === null) return null;
    if (rule === "max_lots") return lots(value);
    return moneyRules.has(rule) ? decimal(value) : value;
  };
  return {
    account,
    kind,
    rule,
    threshold: write(threshold),
    observed: write(observed),
    at: new Date(at).toISOString(),
  };
}

/** The last state of an account as a line is printed. */
export const printedState = (account: string, state: PhaseState) => ({
  account,
  state: state.status,
  floors: {
    daily: state.daily && decimal(state.daily.floor),
    total: state.total && decimal(state.total.floor),
  },
  balance: decimal(state.balance),
  equity: decimal(state.equity),
  trading_days: state.trading_days,
});
