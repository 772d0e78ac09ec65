import { z } from "zod";
import { amountUpTo, percentUpTo, whole } from "./parts";

export const profitTarget = z.strictObject({
  amount: amountUpTo(999.99).meta({ description: "The profit to reach." }),
  measure: z.enum(["balance_flat", "equity", "lower"]).meta({
    description:
      "What must reach it: balance_flat (the balance while no position is open), equity, or the lower of both.",
  }),
  hold: z.enum(["at_decision", "once"]).meta({
    description:
      "at_decision: target, days and consistency must hold at one instant. once: a target that was reached stays reached.",
  }),
});

/** Ways to count a trading day at a deal. */
export const dealCounts = ["opened", "opened_or_closed", "opened_and_closed"] as const;
/** Ways to count a trading day by its profit, when it ends. */
export const profitCounts = [
  "closed_profit",
  "closed_profit_net_of_floating",
  "profit_by_open_day",
  "day_profit",
] as const;

export const minTradingDays = z.strictObject({
  days: whole(1, 3_650).meta({ description: "How many trading days are needed." }),
  counts: z.enum([...dealCounts, ...profitCounts]).meta({
    description:
      "Which days count. opened, opened_or_closed, opened_and_closed: by the deals of the day. closed_profit: by the profit, commission and swap closed that day; closed_profit_net_of_floating: less the floating loss at its end. profit_by_open_day: by the profit of the positions opened that day and closed within 30 days. day_profit: by the change of equity without deposits and withdrawals.",
  }),
  min_profit: amountUpTo(100)
    .nullable()
    .meta({ description: "The profit that a day needs to count; null for any profit." }),
});

export const timeLimit = z.strictObject({
  days: whole(1, 3_650).meta({
    description:
      "Calendar days after the day of the start; the phase expires when the last one ends.",
  }),
  from: z.enum(["open", "first_trade"]).meta({
    description: "open: from the day the account opened. first_trade: from the first deal's day.",
  }),
});

export const consistency = z.strictObject({
  unit: z.enum(["day", "trade"]).meta({ description: "What is compared: days or trades." }),
  best_max_pct: percentUpTo(100).meta({
    description: "The greatest part that the best day or trade may be, in hundredths of a percent.",
  }),
  of: z.enum(["total_profit", "winning_days"]).meta({
    description:
      "What it is a part of: the whole closed profit, or the sum of the winning days (or trades).",
  }),
  comparison: z.enum(["at_most", "less_than"]).meta({
    description: "at_most: exactly the limit is allowed. less_than: it isn't.",
  }),
  when: z.enum(["pass", "payout", "both"]).meta({
    description:
      "Whether it must hold to pass, to be paid, or both. For payouts it counts the profit since the last one.",
  }),
  effect: z.enum(["block", "review"]).meta({
    description: "block: passing waits. review: the phase passes, and an operator reviews it.",
  }),
});
export type Consistency = z.infer<typeof consistency>;
