import { z } from "zod";
import { dailyLoss, totalLoss } from "./losses";
import { wallClockTime, whole, zone } from "./parts";
import { payout } from "./payout";
import { consistency, minTradingDays, profitTarget, timeLimit } from "./progress";
import { conduct, holding, maxLots, maxOpenPositions } from "./trading";

export type { DailyLoss, Limit, TotalLoss } from "./losses";
export type { Amount } from "./parts";
export type { Consistency } from "./progress";

/**
 * The rules of one phase: what `judge` decides by, what people look at (`conduct`), and what payouts are checked by
 * (`payout`). Money is in minor units, percentages are in hundredths.
 */
export const ruleSetSchema = z.strictObject({
  version: z.literal(1).meta({ description: "The version of this schema." }),
  day: z
    .strictObject({ zone, starts_at: wallClockTime })
    .meta({ description: "When a trading day begins." }),
  daily_loss: dailyLoss
    .nullable()
    .meta({ description: "The most that may be lost on a trading day; null for no limit." }),
  total_loss: totalLoss
    .nullable()
    .meta({ description: "The most that may be lost in all; null for no limit." }),
  profit_target: profitTarget
    .nullable()
    .meta({ description: "The profit that passes the phase; null for a phase that never passes." }),
  min_trading_days: minTradingDays
    .nullable()
    .meta({ description: "The trading days that passing needs; null for none." }),
  time_limit: timeLimit
    .nullable()
    .meta({ description: "How long the phase may take; null for no limit." }),
  max_trading_days: whole(1, 3_650).nullable().meta({
    description:
      "The phase expires at the end of this trading day; without `min_trading_days`, days with an opening deal count.",
  }),
  inactivity_days: whole(1, 3_650).nullable().meta({
    description:
      "The phase expires after this many calendar days without an opening deal or an open position.",
  }),
  consistency: consistency
    .nullable()
    .meta({ description: "How even the profit must be; null for no such rule." }),
  max_open_positions: maxOpenPositions
    .nullable()
    .meta({ description: "How many positions may be open; null for no limit." }),
  max_lots: maxLots
    .nullable()
    .meta({ description: "How many lots may be open; null for no limit." }),
  holding: holding.nullable().meta({
    description: "Whether positions may be held overnight and over the weekend; null if both.",
  }),
  after_withdrawal: z.enum(["shift", "keep", "lock_at_initial"]).meta({
    description:
      "What a withdrawal does to the floors. shift: the day's reference and a trailing mark move with it. keep: nothing moves. lock_at_initial: from the first one on the total floor is at least the initial balance.",
  }),
  conduct,
  payout: payout
    .nullable()
    .meta({ description: "The terms of payouts; null where there are none." }),
});

export type RuleSet = z.infer<typeof ruleSetSchema>;
