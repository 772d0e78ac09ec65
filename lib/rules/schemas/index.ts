import { z } from "zod";

/** Money in minor units: cents of USD, whole yen of JPY. */
const cents = z.int().nonnegative();
/** A percentage in hundredths: 500 is 5%. */
const percent = z.int().min(1).max(100_000);

const isZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

const day = z.strictObject({
  zone: z.string().refine(isZone, "Not an IANA time zone").meta({
    description: "IANA time zone of the trading day.",
  }),
  starts_at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .meta({ description: "Wall-clock time at which a trading day begins, as HH:MM." }),
});

const measure = z.enum(["equity", "balance", "lower"]).meta({
  description: "What is compared with the floor: equity, balance, or the lower of both.",
});
const atLimit = z.enum(["below", "touch"]).meta({
  description: "below: exactly the floor is still allowed. touch: exactly the floor is a breach.",
});
const limit = z.union([
  z.strictObject({ pct_of_initial: percent }),
  z.strictObject({ pct_of_reference: percent }),
  z.strictObject({ cents: cents.positive() }),
]);
const check = z.enum(["always", "day_end"]).meta({
  description: "always: each event is judged. day_end: only the values at the end of a day are.",
});

const dailyLoss = z.strictObject({
  measure,
  at_limit: atLimit,
  limit,
  reference: z.enum(["balance", "equity", "higher"]).meta({
    description: "The value at the day's start from which the limit is subtracted.",
  }),
  check,
  // biome-ignore lint/suspicious/noThenProperty: a string, which nothing awaits
  then: z.enum(["fail", "pause"]).meta({
    description: "fail: the phase is breached. pause: no trading until the next day.",
  }),
});

const totalLoss = z.strictObject({
  measure,
  at_limit: atLimit,
  limit,
  reference: z
    .enum(["initial", "day_end_balance_high", "balance_high", "equity_high", "day_end_equity_high"])
    .meta({ description: "initial: a static floor. The others trail the highest value so far." }),
  lock: z
    .strictObject({ plus_cents: cents })
    .nullable()
    .meta({ description: "The floor never rises above the initial balance plus this." }),
  check,
});

const amount = z.union([
  z.strictObject({ pct_of_initial: percent }),
  z.strictObject({ cents: cents.positive() }),
]);

const profitTarget = z.strictObject({
  amount,
  measure: z.enum(["balance_flat", "equity", "lower"]).meta({
    description: "balance_flat: the balance while no position is open.",
  }),
  hold: z.enum(["at_decision", "once"]).meta({
    description:
      "at_decision: target, days and consistency must hold at one instant. once: a target that was reached stays reached.",
  }),
});

const minTradingDays = z.strictObject({
  days: z.int().min(1).max(365),
  counts: z.enum([
    "opened",
    "opened_or_closed",
    "opened_and_closed",
    "closed_profit",
    "closed_profit_net_of_floating",
    "day_profit",
  ]),
  min_profit: amount.nullable(),
});

const timeLimit = z.strictObject({
  days: z.int().min(1).max(3_650),
  from: z.enum(["open", "first_trade"]),
});

const consistency = z.strictObject({
  unit: z.enum(["day", "trade"]),
  best_max_pct: percent,
  of: z.enum(["total_profit", "winning_days"]),
  comparison: z.enum(["at_most", "less_than"]),
  effect: z.enum(["block", "review"]),
});

/**
 * The rules of one phase. Every field is judged (`judge`): a rule that isn't can't be stored. Money is in minor units,
 * percentages are in hundredths.
 */
export const ruleSetSchema = z.strictObject({
  version: z.literal(1),
  day,
  daily_loss: dailyLoss.nullable(),
  total_loss: totalLoss.nullable(),
  profit_target: profitTarget.nullable(),
  min_trading_days: minTradingDays.nullable(),
  time_limit: timeLimit.nullable(),
  max_trading_days: z.int().min(1).nullable(),
  inactivity_days: z.int().min(1).nullable(),
  consistency: consistency.nullable(),
  after_withdrawal: z.enum(["shift", "keep", "lock_at_initial"]),
});

export type RuleSet = z.infer<typeof ruleSetSchema>;
export type DailyLoss = z.infer<typeof dailyLoss>;
export type TotalLoss = z.infer<typeof totalLoss>;
export type Limit = z.infer<typeof limit>;
export type Amount = z.infer<typeof amount>;
export type Consistency = z.infer<typeof consistency>;
