import { z } from "zod";
import { tierTerms } from "@/lib/catalog/schemas";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { pageQuery } from "@/lib/http/page-query";

export const propAccountStatuses = [
  "provisioning",
  "active",
  "provisioning_failed",
  "suspended",
  "closed",
] as const;

export const propAccountsQuery = pageQuery("prop").extend({
  payment_id: z.string().min(1).max(100).optional().meta(fieldMeta.paymentId),
});

export const propAccountParams = z.object({
  id: z.string().min(1).max(100).meta({ description: "The ID." }),
});

/** Why an account is suspended or closed. */
export const statusReasons = ["dispute", "dispute_lost", "refunded", "by_firm"] as const;

/** Why the firm suspends or closes an account, for its customer. The operator's own reason is never shown to them. */
export const firmReason = z.enum(["terms", "verification", "customer_request", "other"]);
export type FirmReason = z.output<typeof firmReason>;

/** A prop account as the API gives it. Subaccount fields are null until it is active. */
export const evaluationStatuses = [
  "evaluation",
  "funded",
  "paused",
  "held",
  "passed",
  "eliminated",
  "cancelled",
] as const;

export const propAccountView = z.object({
  id: z.string().meta({ description: "The ID." }),
  tier_id: z.string().meta(fieldMeta.tierId),
  market: z.string().meta(fieldMeta.market),
  asset_class: z.string().meta(fieldMeta.assetClass),
  account_size: z.number().int().meta(fieldMeta.accountSize),
  /** The tier as it was bought; null on accounts from before it was stored. */
  tier_terms: tierTerms.nullable().meta(fieldMeta.tierTerms),
  status: z.enum(propAccountStatuses).meta({
    description:
      "provisioning, active, provisioning_failed (the firm's team takes over), suspended or closed.",
  }),
  status_reason: z.enum(statusReasons).nullable().meta({
    description:
      "Why the account is suspended or closed: dispute, dispute_lost, refunded or by_firm; otherwise null.",
  }),
  firm_reason: firmReason.nullable().meta({
    description:
      "The reason the customer was given if `status_reason` is by_firm: terms (their trades may break the terms), verification (their details have to be verified), customer_request or other; otherwise null.",
  }),
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
  stripe_payment_intent_id: z.string().nullable().meta(fieldMeta.paymentIntentId),
  payment_id: z
    .string()
    .nullable()
    .meta({ description: "The payment for the account; null for a free account." }),
  created_at: z.iso.datetime().meta(fieldMeta.createdAt),
  activated_at: z.iso
    .datetime()
    .nullable()
    .meta({ description: "When the account became active; null before that." }),
  challenge_id: z
    .number()
    .int()
    .nullable()
    .meta({ description: "The account's challenge; null until the account is active." }),
  evaluation_status: z.enum(evaluationStatuses).nullable().meta({
    description:
      "How its challenge goes: evaluation or funded while it is traded, paused until the next trading day, held until an operator confirms an ending, passed, eliminated (a rule ended it) or cancelled; null until the account is active.",
  }),
});
export type PropAccountView = z.output<typeof propAccountView>;

/** An account that needs manual review. */
export interface AccountReviewView {
  prop_account_id: string;
  payment_id: string | null;
  customer_email: string;
  account_size: number;
  status: PropAccountView["status"];
  venue: string;
  synthetic_hotkey: string | null;
  /** What an operator has to do at the venue, or why there is no subaccount. */
  note: string;
  created_at: string;
}
