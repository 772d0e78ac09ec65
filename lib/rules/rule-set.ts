import type { DailyLoss, Limit, RuleSet, TotalLoss } from "./schemas";

/** A rule set with these rules and no others. */
export const ruleSet = (day: RuleSet["day"], own: Partial<RuleSet>): RuleSet => ({
  version: 1,
  day,
  daily_loss: null,
  total_loss: null,
  profit_target: null,
  min_trading_days: null,
  time_limit: null,
  max_trading_days: null,
  inactivity_days: null,
  consistency: null,
  max_open_positions: null,
  max_lots: null,
  holding: null,
  after_withdrawal: "shift",
  conduct: [],
  payout: null,
  ...own,
});

/** A daily loss in equity, checked always. Without options exactly the floor is allowed, and a breach fails the phase. */
export const dailyLoss = (
  limit: Limit,
  reference: DailyLoss["reference"],
  {
    at_limit = "below",
    pauses = false,
  }: { at_limit?: DailyLoss["at_limit"]; pauses?: boolean } = {},
): DailyLoss => ({
  measure: "equity",
  at_limit,
  limit,
  reference,
  check: "always",
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  then: pauses ? "pause" : "fail",
});

/** A total loss in equity, checked always, with a static floor. */
export const totalLoss = (limit: Limit, options: Partial<TotalLoss> = {}): TotalLoss => ({
  measure: "equity",
  at_limit: "below",
  limit,
  reference: "initial",
  lock: null,
  check: "always",
  ...options,
});

/** A profit target of the balance, reached while no position is open. */
export const target = (amount: NonNullable<RuleSet["profit_target"]>["amount"]) =>
  ({ amount, measure: "balance_flat", hold: "at_decision" }) as const;

/** Days on which a position is opened. */
export const daysWithAnOpening = (days: number) =>
  ({ days, counts: "opened", min_profit: null }) as const;

/** Payouts of a part of the profit, the first `days` days after the first trade and then every `every` days. */
export const payouts = (
  split_pct: number,
  { days, every = days }: { days: number; every?: number },
  options: Partial<NonNullable<RuleSet["payout"]>> = {},
): RuleSet["payout"] => ({
  split_pct,
  steps: [],
  first_after_days: days,
  schedule: { every_days: every },
  min_amount: null,
  min_winning_days: null,
  flat: false,
  buffer: null,
  fee_refund_with: null,
  while_pending: "frozen",
  ...options,
});
