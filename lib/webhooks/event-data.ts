import { z } from "zod";
import type { EventType } from "./schemas";

/** What every payment event says. A deposit has no tier and no account, but `kind` and `login`. */
const paymentData = z.object({
  payment_id: z.string(),
  stripe_payment_intent_id: z.string().nullable(),
  tier_id: z.string().nullable(),
  amount_cents: z.number().int(),
  currency: z.string(),
  prop_account_id: z.string().nullable(),
  kind: z.literal("deposit").optional(),
  login: z.number().int().optional(),
});
export type PaymentData = z.output<typeof paymentData>;

const propAccountData = z.object({
  prop_account_id: z.string(),
  payment_id: z.string().nullable(),
  tier_id: z.string(),
  market: z.string(),
  asset_class: z.string(),
  account_size: z.number().int(),
  status: z.string(),
  subaccount_id: z.number().int().nullable(),
  subaccount_uuid: z.string().nullable(),
  synthetic_hotkey: z.string().nullable(),
});
export type PropAccountData = z.output<typeof propAccountData>;

const purchaseData = z.object({
  purchase_id: z.number().int(),
  program_id: z.number().int(),
  payer_login: z.number().int(),
  amount_cents: z.number().int(),
  currency: z.string(),
});
export type PurchaseData = z.output<typeof purchaseData>;

const challengeData = z.object({
  challenge_id: z.number().int(),
  purchase_id: z.number().int(),
  program_id: z.number().int(),
  payer_login: z.number().int(),
  login: z.number().int(),
});
export type ChallengeData = z.output<typeof challengeData>;

const dispute = z.object({
  id: z.string(),
  status: z.string(),
  reason: z.string(),
  amount_cents: z.number().int(),
});

/** The data of each event, without the `user_id` that `emit` adds to all of them. */
export const eventData = {
  "payment.succeeded": paymentData,
  "payment.failed": paymentData.extend({
    status: z.string(),
    failure_reason: z.string().nullable(),
  }),
  "payment.refunded": paymentData.extend({
    status: z.string(),
    refunded_cents: z.number().int(),
  }),
  "payment.disputed": paymentData.extend({ dispute }),
  "prop_account.active": propAccountData,
  "prop_account.provisioning_failed": propAccountData,
  "prop_account.suspended": propAccountData,
  "prop_account.closed": propAccountData.extend({ closed_reason: z.string().nullable() }),
  "challenge.purchased": purchaseData.extend({
    challenge_id: z.number().int(),
    login: z.number().int(),
  }),
  "challenge.purchase_failed": purchaseData.extend({ failure_reason: z.string().nullable() }),
  "challenge.suspended": challengeData.extend({ reason: z.string(), payment_id: z.string() }),
  "challenge.reinstated": challengeData,
  "challenge.ended": challengeData.extend({ reason: z.string() }),
} satisfies Record<EventType, z.ZodObject>;
export type EventData = { [T in EventType]: z.output<(typeof eventData)[T]> };
