import { type SQL, sql } from "drizzle-orm";

export interface DemoRules {
  /** Percentages of the initial balance. */
  target?: number | null;
  dailyLoss?: number;
  totalLoss?: number;
  /** The trader's percentage of the profit. */
  split?: number | null;
  minDays?: number;
  days?: number;
  positions?: number;
}

const hundredths = (percent: number) => ({ pct_of_initial: Math.round(percent * 100) });

/** SQL that stores the rule set of a phase of the demo catalog, and is its id. */
export function demoRuleSet({
  target = null,
  dailyLoss = 5,
  totalLoss = 10,
  split = null,
  minDays = 5,
  days,
  positions,
}: DemoRules): SQL<string> {
  const loss = { measure: "equity", at_limit: "below", check: "always" };
  const rules = {
    version: 1,
    day: { zone: "UTC", starts_at: "00:00" },
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    daily_loss: { ...loss, limit: hundredths(dailyLoss), reference: "balance", then: "fail" },
    total_loss: { ...loss, limit: hundredths(totalLoss), reference: "initial", lock: null },
    profit_target:
      target === null
        ? null
        : { amount: hundredths(target), measure: "balance_flat", hold: "at_decision" },
    min_trading_days: minDays === 0 ? null : { days: minDays, counts: "opened", min_profit: null },
    time_limit: days === undefined ? null : { days, from: "open" },
    max_trading_days: null,
    inactivity_days: null,
    consistency: null,
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    max_open_positions: positions === undefined ? null : { limit: positions, then: "warn" },
    max_lots: null,
    holding: null,
    after_withdrawal: "shift",
    conduct: [],
    payout:
      split === null
        ? null
        : {
            split_pct: split * 100,
            steps: [],
            first_after_days: 0,
            schedule: null,
            min_amount: null,
            min_winning_days: null,
            flat: false,
            buffer: null,
            fee_refund_with: null,
            while_pending: "frozen",
          },
  };
  return sql`store_rule_set(${JSON.stringify(rules)}::jsonb)`;
}
