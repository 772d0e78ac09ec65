import { z } from "zod";
import { amountUpTo, percentUpTo, wallClockTime, weekday, whole, zone } from "./parts";

const split = z
  .int("must have at most 2 decimals")
  .min(0, "must be from 0% to 100%")
  .max(10_000, "must be from 0% to 100%");

/** What a trader is paid of the profit of a funded phase, and when. Requests for payouts are checked by it. */
export const payout = z.strictObject({
  split_pct: split.meta({ description: "The trader's part, in hundredths of a percent." }),
  steps: z
    .array(
      z.strictObject({
        from_payout: whole(1, 1_000).meta({ description: "From this payout on, counted from 1." }),
        split_pct: split.meta({ description: "The trader's part from then on." }),
        max_amount: amountUpTo(1_000)
          .nullable()
          .meta({ description: "The most that a payout may be; null for no limit." }),
        max_pct_of_balance: percentUpTo(100)
          .nullable()
          .meta({ description: "The greatest part of the balance; null for no limit." }),
      }),
    )
    .max(20)
    .meta({ description: "Terms that change with the number of payouts, in order." }),
  first_after_days: whole(0, 365).meta({
    description: "Days from the phase's first trade to the first payout.",
  }),
  schedule: z
    .union([
      z.strictObject({ every_days: whole(1, 365).meta({ description: "Days between payouts." }) }),
      z.strictObject({ weekday, zone, time: wallClockTime }),
    ])
    .nullable()
    .meta({
      description:
        "Days between payouts, or the weekday and time at which they open; null for no schedule.",
    }),
  min_amount: amountUpTo(100)
    .nullable()
    .meta({ description: "The least that may be paid; null for no minimum." }),
  min_winning_days: z
    .strictObject({
      days: whole(1, 365).meta({ description: "How many." }),
      min_profit: amountUpTo(100)
        .nullable()
        .meta({ description: "The profit of each; null for any profit." }),
    })
    .nullable()
    .meta({ description: "Winning days needed since the last payout, and the profit of each." }),
  flat: z.boolean().meta({ description: "Whether no position may be open at the request." }),
  buffer: amountUpTo(100)
    .nullable()
    .meta({ description: "Profit that must stay on the account; null for none." }),
  fee_refund_with: whole(1, 1_000)
    .nullable()
    .meta({ description: "The payout with which the fee is refunded; null for no refund." }),
  while_pending: z.enum(["frozen", "trade"]).meta({
    description: "frozen: no new positions until the payout is decided. trade: trading goes on.",
  }),
});
