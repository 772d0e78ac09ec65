import { z } from "zod";
import { boughtProgramView, stepView } from "@/lib/catalog/schemas";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { positiveIntParam } from "@/lib/trading/schemas";

export const challengesQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: "Maximum number of results." }),
  /** The id of the last purchase of the page before. */
  cursor: positiveIntParam.optional().meta(fieldMeta.cursor),
});
export type ChallengesQuery = z.output<typeof challengesQuery>;

export const idParams = z.object({ id: positiveIntParam.meta({ description: "The ID." }) });

export const purchaseStatus = {
  pending: 0,
  paid: 1,
  account_created: 2,
  active: 3,
  failed: 4,
  refunded: 5,
} as const;
export const purchaseStatusNames = [
  "pending",
  "paid",
  "account_created",
  "active",
  "failed",
  "refunded",
] as const;
export type PurchaseStatusName = keyof typeof purchaseStatus;
export type PurchaseStatus = (typeof purchaseStatus)[PurchaseStatusName];

export const challengeStatus = {
  pending: 0,
  active: 1,
  passed: 2,
  failed: 3,
  cancelled: 4,
} as const;
export const challengeStatusNames = ["pending", "active", "passed", "failed", "cancelled"] as const;
export type ChallengeStatusName = keyof typeof challengeStatus;
export type ChallengeStatus = (typeof challengeStatus)[ChallengeStatusName];

/** Why a running challenge is suspended: the reversal of the deposit, or of the card payment, that paid for it. */
export const holdReasons = ["deposit_disputed", "deposit_refunded", "payment_disputed"] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Why a part of the fee of a challenge from a wallet is no longer paid. */
export type ShortageCause = Exclude<HoldReason, "payment_disputed"> | "dispute_lost";

/** Why the firm ended a challenge. */
export const endReasons = ["dispute_lost", "rolled_back", "refunded"] as const;
export type EndReason = (typeof endReasons)[number];

export const nextActions = [
  "COMPLETE_PAYMENT",
  "WAIT_ACTIVATION",
  "OPEN_CHALLENGE",
  "RETRY",
  "WAIT_REFUND",
  "BUY_AGAIN",
] as const;
export type NextAction = (typeof nextActions)[number];

const order = z.number().int().nullable();
const unixSeconds = z.number().int();

/** A purchase of the API. Money in units of the currency, times in Unix seconds. */
export const purchaseView = z.object({
  id: z.number().int().meta({ description: "The ID." }),
  program_id: z.number().int().meta(fieldMeta.programId),
  /** The program's display name at the time of purchase. */
  program_name: z
    .string()
    .meta({ description: "The program's display name at the time of purchase." }),
  customer_id: z.number().int().meta(fieldMeta.customerNumber),
  payer_login: z.number().int().meta(fieldMeta.payerLogin),
  payment_id: z
    .string()
    .nullable()
    .meta({ description: "The card payment that it was bought with; null if the wallet paid." }),
  /** Null until the account is opened. */
  account_login: z.number().int().nullable().meta(fieldMeta.challengeLogin),
  status: z
    .literal([0, 1, 2, 3, 4, 5])
    .meta({ description: "0 pending, 1 paid, 2 account created, 3 active, 4 failed, 5 refunded." }),
  status_name: z.enum(purchaseStatusNames).meta({ description: "The status as text." }),
  next_action: z.enum(nextActions).meta({ description: "The next action." }),
  can_retry: z.boolean().meta({
    description: "Whether the purchase can be retried: it failed, and no money is being moved.",
  }),
  can_cancel: z.boolean().meta({
    description: "Whether the purchase can be canceled: the fee hasn't been requested yet.",
  }),
  amount: z.number().meta({ description: "The price." }),
  currency: z.string().meta(fieldMeta.currency),
  conversion_rate: z
    .number()
    .meta({ description: "Always 1: the wallet and the price have the same currency." }),
  amount_account_currency: z
    .number()
    .meta({ description: "The amount taken from the wallet, in its currency." }),
  comment: z.string().meta({ description: "The state, as the trading server names it." }),
  idempotency_key: z
    .string()
    .meta({ description: "The idempotency key of the purchase; empty if none was sent." }),
  payment_status: z
    .enum([
      "pending",
      "paid",
      "not_required",
      "failed",
      "refund_pending",
      "refunded",
      "refund_failed",
    ])
    .meta({
      description:
        "The status of the fee. refund_failed: of a purchase by card, the refund failed, and the firm's team returns the money another way.",
    }),
  activation_status: z
    .enum(["pending", "account_created", "active", "failed"])
    .meta({ description: "The status of the account." }),
  /** The error code; empty unless it failed. */
  failure_reason: z
    .string()
    .meta({ description: "The error code; empty unless the purchase failed." }),
  /** The trading server's orders; null if there is none (yet). */
  payment_order: order.meta({
    description: "The order that took the fee; null or missing if there is none.",
  }),
  initial_balance_order: order.meta({
    description: "The order of the initial balance; null or missing if there is none.",
  }),
  payment_rollback_order: order.meta({
    description: "The order that returned the fee; null if there is none.",
  }),
  initial_balance_rollback_order: order.meta({
    description: "The order that reversed the initial balance; null if there is none.",
  }),
  created_time: unixSeconds.meta(fieldMeta.createdTime),
  updated_time: unixSeconds.meta({ description: "When it last changed, in Unix seconds." }),
});
export type PurchaseView = z.output<typeof purchaseView>;

export const challengeView = z.object({
  id: z.number().int().meta({ description: "The ID." }),
  purchase_id: z.number().int().meta({ description: "The purchase that created the challenge." }),
  program_id: z.number().int().meta(fieldMeta.programId),
  customer_id: z.number().int().meta(fieldMeta.customerNumber),
  account_login: z.number().int().meta(fieldMeta.challengeLogin),
  current_phase_index: z
    .number()
    .int()
    .meta({ description: "The number of the current phase, from 1." }),
  status: z
    .literal([0, 1, 2, 3, 4])
    .meta({ description: "0 pending, 1 active, 2 passed, 3 failed, 4 cancelled." }),
  status_name: z.enum(challengeStatusNames).meta({ description: "The status as text." }),
  start_time: unixSeconds.meta({ description: "When it started, in Unix seconds; 0 before that." }),
  /** 0 while it runs. */
  end_time: unixSeconds.meta({
    description: "When it ended, in Unix seconds; 0 while it's running.",
  }),
  /** Why it is suspended, since when, and the deposit that paid for it; null if it isn't. */
  hold: z
    .object({
      reason: z.enum(holdReasons).meta({
        description:
          "deposit_disputed or deposit_refunded: what happened to the deposit that paid for the challenge; payment_disputed: its own card payment is disputed.",
      }),
      since: unixSeconds.meta({
        description: "When the challenge was suspended, in Unix seconds.",
      }),
      payment_id: z
        .string()
        .meta({ description: "The payment ID of that deposit or card payment." }),
    })
    .nullable()
    .meta({ description: "Why a running challenge is suspended; null if it isn't." }),
  /** Why the firm ended it; null if trading ended it, and while it runs. */
  end_reason: z.enum(endReasons).nullable().meta({
    description:
      "Why the firm ended the challenge: dispute_lost, rolled_back, or refunded (its card payment was refunded in full); null if trading ended it or it's running.",
  }),
  created_time: unixSeconds.meta(fieldMeta.createdTime),
  updated_time: unixSeconds.meta({ description: "When it last changed, in Unix seconds." }),
});
export type ChallengeView = z.output<typeof challengeView>;

/** A phase of a challenge: its rules, the same in money, and its progress. */
export const phaseView = stepView.extend({
  status: z
    .literal([0, 1, 2, 3, 4])
    .meta({ description: "0 pending, 1 active, 2 passed, 3 failed, 4 cancelled." }),
  status_name: z.enum(challengeStatusNames).meta({ description: "The status as text." }),
  account_login: z.number().int().nullable().meta(fieldMeta.challengeLogin),
  /** Amounts in units of the currency; null if the step has no such limit. */
  profit_target: z.number().nullable().meta({
    description: "The same limit as an amount, in units of the currency; null if there is none.",
  }),
  max_daily_loss: z.number().nullable().meta({
    description: "The same limit as an amount, in units of the currency; null for no limit.",
  }),
  max_total_loss: z.number().nullable().meta({
    description: "The same limit as an amount, in units of the currency; null for no limit.",
  }),
  /** 0 until it begins. */
  start_time: unixSeconds.meta({ description: "When it started, in Unix seconds; 0 before that." }),
  /** 0 while it runs. */
  end_time: unixSeconds.meta({
    description: "When it ended, in Unix seconds; 0 while it's running.",
  }),
  /** When its time is over; 0 without a limit or before it begins. */
  deadline_time: unixSeconds.meta({
    description: "When the phase expires, in Unix seconds; 0 if it has no limit or hasn't started.",
  }),
});
export type PhaseView = z.output<typeof phaseView>;

/** A page of purchases, newest first, and the challenges that came from them. */
export const challengesView = z.object({
  purchases: z.array(purchaseView).meta({ description: "The purchases." }),
  challenges: z.array(challengeView).meta({ description: "The challenges." }),
  /** The `cursor` of the next page; null on the last. */
  next_cursor: z.number().int().nullable().meta(fieldMeta.nextCursor),
});
export type ChallengesView = z.output<typeof challengesView>;

export const challengeDetailView = z.object({
  challenge: challengeView.meta({ description: "The resulting challenge." }),
  purchase: purchaseView.meta({ description: "The purchase." }),
  /** The program at the time of purchase. */
  program: boughtProgramView.meta({ description: "The program at the time of purchase." }),
  phases: z.array(phaseView).meta({ description: "The phases, in order." }),
  current_phase: phaseView.meta({ description: "The current phase." }),
});
export type ChallengeDetailView = z.output<typeof challengeDetailView>;
