import { z } from "zod";
import { cents, messageOfAlternatives, ofInitial, ofReference } from "./parts";

const measure = z.enum(["equity", "balance", "lower"]).meta({
  description:
    "What is compared with the floor: equity (the balance with floating profit, commission and swap), balance, or the lower of both.",
});
const atLimit = z.enum(["below", "touch"]).meta({
  description: "below: exactly the floor is still allowed. touch: exactly the floor is a breach.",
});
const limit = z
  .union([ofInitial(100), ofReference(100), z.strictObject({ cents })], {
    error: messageOfAlternatives,
  })
  .meta({ description: "How far below the reference the floor is." });
export type Limit = z.infer<typeof limit>;

const check = z.enum(["always", "day_end"]).meta({
  description:
    "always: each event is judged. day_end: only the values at the end of a trading day are.",
});

export const dailyLoss = z.strictObject({
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
export type DailyLoss = z.infer<typeof dailyLoss>;

export const totalLoss = z.strictObject({
  measure,
  at_limit: atLimit,
  limit,
  reference: z
    .enum(["initial", "day_end_balance_high", "balance_high", "equity_high", "day_end_equity_high"])
    .meta({ description: "initial: a static floor. The others trail the highest value so far." }),
  lock: z
    .strictObject({
      plus_cents: z
        .int("must be a whole number of minor units")
        .nonnegative("must not be below the initial balance")
        .meta({ description: "How far above the initial balance, in minor units." }),
    })
    .nullable()
    .meta({
      description:
        "The floor never rises above the initial balance plus this, and stays once it's there. Null for a floor that trails without end.",
    }),
  check,
});
export type TotalLoss = z.infer<typeof totalLoss>;
