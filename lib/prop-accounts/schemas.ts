import { z } from "zod";
import { tierTerms } from "@/lib/catalog/schemas";
import { pageQuery } from "@/lib/http/page-query";

export const propAccountStatuses = [
  "provisioning",
  "active",
  "provisioning_failed",
  "suspended",
  "closed",
] as const;

export const propAccountsQuery = pageQuery("prop").extend({
  payment_id: z.string().min(1).max(100).optional(),
});

export const propAccountParams = z.object({ id: z.string().min(1).max(100) });

/** Why an account is suspended or closed. */
export const statusReasons = ["dispute", "dispute_lost", "refunded", "by_firm"] as const;

/** A prop account as the API gives it. Subaccount fields are null until it is active. */
export const propAccountView = z.object({
  id: z.string(),
  tier_id: z.string(),
  market: z.string(),
  asset_class: z.string(),
  account_size: z.number().int(),
  /** The tier as it was bought; null on accounts from before that was kept. */
  tier_terms: tierTerms.nullable(),
  status: z.enum(propAccountStatuses),
  status_reason: z.enum(statusReasons).nullable(),
  subaccount_id: z.number().int().nullable(),
  subaccount_uuid: z.string().nullable(),
  synthetic_hotkey: z.string().nullable(),
  stripe_payment_intent_id: z.string().nullable(),
  payment_id: z.string().nullable(),
  created_at: z.iso.datetime(),
  activated_at: z.iso.datetime().nullable(),
});
export type PropAccountView = z.output<typeof propAccountView>;

/** Why the firm suspends or closes an account, as its customer is told. Never an operator's own words. */
export const firmReason = z.enum(["terms", "verification", "customer_request", "other"]);
export type FirmReason = z.output<typeof firmReason>;

/** An account for which a person has to do something at the venue. */
export interface AccountReviewView {
  prop_account_id: string;
  payment_id: string | null;
  customer_email: string;
  account_size: number;
  status: PropAccountView["status"];
  provider: string;
  synthetic_hotkey: string | null;
  /** What is to be done there. */
  note: string;
  created_at: string;
}

/** What an admin asks of one account, and why. */
export interface AccountAsk {
  id: string;
  reason: string;
}

/** The same with what the account's customer is told: the operator's own reason stays in the audit log. */
export interface FirmAsk extends AccountAsk {
  customerReason: FirmReason;
}
