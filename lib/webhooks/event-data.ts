import { z } from "zod";

/** Every type of webhook event. */
export const eventTypes = [
  "payment.succeeded",
  "payment.failed",
  "payment.refunded",
  "payment.disputed",
  "prop_account.active",
  "prop_account.provisioning_failed",
  "prop_account.suspended",
  "prop_account.closed",
  "challenge.purchased",
  "challenge.purchase_failed",
  "challenge.suspended",
  "challenge.reinstated",
  "challenge.ended",
  "challenge.warned",
  "challenge.paused",
  "challenge.target_reached",
  "challenge.phase_passed",
  "challenge.breached",
  "challenge.expired",
  "verdict.overturned",
] as const;
export type EventType = (typeof eventTypes)[number];

/** The data of every payment event. A deposit or a program has no tier and no account, but `kind`, and `login` or `program_id`. */
const paymentData = z.object({
  payment_id: z.string().meta({ description: "The payment's ID." }),
  stripe_payment_intent_id: z
    .string()
    .nullable()
    .meta({ description: "The ID of Stripe's PaymentIntent; null until Stripe has created it." }),
  tier_id: z.string().nullable().meta({ description: "The tier's ID, for example tier_25k." }),
  amount_cents: z
    .number()
    .int()
    .meta({ description: "The amount in minor units: 19900 is 199.00." }),
  currency: z.string().meta({
    description: "Three-letter currency code: lowercase in /v2, uppercase in /prop.",
  }),
  prop_account_id: z
    .string()
    .nullable()
    .meta({ description: "The account bought with the payment; null until it's paid." }),
  kind: z
    .enum(["deposit", "program"])
    .optional()
    .meta({ description: "deposit for a wallet top-up, program for a program; otherwise absent." }),
  program_id: z
    .number()
    .int()
    .optional()
    .meta({ description: "The program that was paid for; absent for other payments." }),
  login: z.number().int().optional().meta({
    description: "The wallet's login for a deposit, the account's login for a challenge.",
  }),
});
export type PaymentData = z.output<typeof paymentData>;

const propAccountData = z.object({
  prop_account_id: z
    .string()
    .meta({ description: "The account bought with the payment; null until it's paid." }),
  payment_id: z.string().nullable().meta({ description: "The payment's ID." }),
  tier_id: z.string().meta({ description: "The tier's ID, for example tier_25k." }),
  market: z.string().meta({ description: "The market that the account trades." }),
  asset_class: z.string().meta({ description: "The market's asset class." }),
  account_size: z
    .number()
    .int()
    .meta({ description: "The account's size in whole units of its currency." }),
  status: z.string().meta({ description: "The status." }),
  subaccount_id: z
    .number()
    .int()
    .nullable()
    .meta({ description: "The subaccount's number at the venue, from 0; null until active." }),
  subaccount_uuid: z
    .string()
    .nullable()
    .meta({ description: "The subaccount's UUID at the venue; null until active." }),
  synthetic_hotkey: z
    .string()
    .nullable()
    .meta({ description: "The entity's address and the subaccount's number; null until active." }),
});
export type PropAccountData = z.output<typeof propAccountData>;

const purchaseData = z.object({
  purchase_id: z.number().int().meta({ description: "The purchase's ID." }),
  program_id: z.number().int().meta({ description: "The program's ID." }),
  payer_login: z.number().int().meta({ description: "The login of the wallet that pays." }),
  amount_cents: z
    .number()
    .int()
    .meta({ description: "The amount in minor units: 19900 is 199.00." }),
  currency: z.string().meta({
    description: "Three-letter currency code: lowercase in /v2, uppercase in /prop.",
  }),
});
export type PurchaseData = z.output<typeof purchaseData>;

const challengeData = z.object({
  challenge_id: z.number().int().meta({ description: "The challenge's ID." }),
  purchase_id: z.number().int().meta({ description: "The purchase's ID." }),
  program_id: z.number().int().meta({ description: "The program's ID." }),
  payer_login: z.number().int().meta({ description: "The login of the wallet that pays." }),
  login: z.number().int().meta({
    description: "The wallet's login for a deposit, the account's login for a challenge.",
  }),
});
export type ChallengeData = z.output<typeof challengeData>;

const verdictData = z.object({
  challenge_id: z.number().int().meta({ description: "The challenge's ID." }),
  phase_index: z.number().int().meta({ description: "The number of the phase, from 1." }),
  verdict_id: z.string().meta({ description: "The verdict's ID." }),
  rule: z.string().nullable().meta({ description: "The rule that decided; null for passing." }),
  threshold: z.string().nullable().meta({
    description: "The value at which the rule decides: money and lots as decimals.",
  }),
  observed: z.string().nullable().meta({ description: "The value that decided." }),
  at: z.string().meta({ description: "When it happened, as ISO 8601." }),
  provisional: z.boolean().meta({
    description: "Whether an operator still has to confirm it: events before it are missing.",
  }),
});

const dispute = z.object({
  id: z.string().meta({ description: "The ID." }),
  status: z.string().meta({ description: "The status." }),
  reason: z.string().meta({
    description: "The bank's reason for a dispute, or why a challenge was suspended or ended.",
  }),
  amount_cents: z
    .number()
    .int()
    .meta({ description: "The amount in minor units: 19900 is 199.00." }),
});

/** The data of each type of event, without the `user_id` that `emit` adds to all of them. */
export const eventData = {
  "payment.succeeded": paymentData,
  "payment.failed": paymentData.extend({
    status: z.string().meta({ description: "The status." }),
    failure_reason: z.string().nullable().meta({
      description:
        "Why it failed: Stripe's code for a payment, the API's error code for a purchase.",
    }),
  }),
  "payment.refunded": paymentData.extend({
    status: z.string().meta({ description: "The status." }),
    refunded_cents: z
      .number()
      .int()
      .meta({ description: "The total refunded so far, in minor units." }),
  }),
  "payment.disputed": paymentData.extend({
    dispute: dispute.meta({ description: "The dispute at Stripe." }),
  }),
  "prop_account.active": propAccountData,
  "prop_account.provisioning_failed": propAccountData,
  "prop_account.suspended": propAccountData,
  "prop_account.closed": propAccountData.extend({
    closed_reason: z
      .string()
      .nullable()
      .meta({ description: "Why the account was closed; null if no reason was stored." }),
  }),
  "challenge.purchased": purchaseData.extend({
    challenge_id: z.number().int().meta({ description: "The challenge's ID." }),
    login: z.number().int().meta({
      description: "The wallet's login for a deposit, the account's login for a challenge.",
    }),
  }),
  "challenge.purchase_failed": purchaseData.extend({
    failure_reason: z.string().nullable().meta({
      description:
        "Why it failed: Stripe's code for a payment, the API's error code for a purchase.",
    }),
  }),
  "challenge.suspended": challengeData.extend({
    reason: z.string().meta({
      description: "The bank's reason for a dispute, or why a challenge was suspended or ended.",
    }),
    payment_id: z.string().meta({ description: "The payment's ID." }),
  }),
  "challenge.reinstated": challengeData,
  "challenge.ended": challengeData.extend({
    reason: z.string().meta({
      description: "The bank's reason for a dispute, or why a challenge was suspended or ended.",
    }),
  }),
  "challenge.warned": verdictData,
  "challenge.paused": verdictData,
  "challenge.target_reached": verdictData,
  "challenge.phase_passed": verdictData,
  "challenge.breached": verdictData,
  "challenge.expired": verdictData,
  "verdict.overturned": verdictData.extend({
    kind: z.string().meta({ description: "What had been decided: breached, passed or expired." }),
  }),
} satisfies Record<EventType, z.ZodObject>;
export type EventData = { [T in EventType]: z.output<(typeof eventData)[T]> };
