import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { type PaymentStatus, paymentStatuses } from "./statuses";
import type { PaymentView } from "./views";

/** The result of comparing a payment with Stripe, as an admin sees it. */
export const paymentCheckView = z.object({
  payment_id: z.string().meta(fieldMeta.paymentId),
  kind: z.enum(["challenge", "deposit", "program"]).meta({ description: "The type of payment." }),
  /**
   * `in_progress`: another check has been waiting for Stripe for at most 5 s. `mismatch` and `unknown`
   * (to Stripe) are flagged for review. `no_payment_intent` and `other_mode` (live or test): Stripe
   * isn't called.
   */
  result: z.enum([
    "changed",
    "unchanged",
    "in_progress",
    "mismatch",
    "unknown",
    "no_payment_intent",
    "other_mode",
  ]),
  status_before: z.enum(paymentStatuses),
  status: z.enum(paymentStatuses).meta({ description: "The status." }),
  /** When Stripe last responded. */
  checked_at: z.iso.datetime().nullable(),
  /** The newest step of the payment's history; 0 if there is none. */
  last_step: z.number().int(),
});
export type PaymentCheckView = z.output<typeof paymentCheckView>;

/** A payment that would make a granted account a second one, as an admin sees it. */
export const paymentForTierView = z.object({
  payment_id: z.string().meta(fieldMeta.paymentId),
  amount_cents: z.number().int().meta(fieldMeta.amountCents),
  currency: z.string().meta(fieldMeta.currency),
  status: z.enum(paymentStatuses).meta({ description: "The status." }),
  created_at: z.iso.datetime().meta(fieldMeta.createdAt),
  prop_account_id: z
    .string()
    .nullable()
    .meta({ description: "The account bought with the payment; null until it's paid." }),
  /** It is open, and Stripe didn't respond about its present status. */
  is_unchecked: z.boolean(),
});
export type PaymentForTierView = z.output<typeof paymentForTierView>;

/** A refund or dispute of a payment with its newest status. Minor units. */
interface AtStripeView {
  id: string;
  amount_cents: number;
  status: string;
  status_at: string;
}

/** A dispute or inquiry of a payment, as an admin sees it. Minor units. */
export interface DisputeView extends AtStripeView {
  payment_id: string;
  currency: string;
  /** Stripe's code. */
  reason: string;
  /** Until when the firm may respond; null if Stripe has sent no time. */
  due_by: string | null;
  /** Its page in Stripe's dashboard; null for a stand-in. */
  stripe_url: string | null;
}

/** A payment as an admin sees it. */
export interface PaymentInspection {
  payment: PaymentView;
  /** The number of its receipt, such as R-000123; null for one that isn't paid, or was paid in an earlier release. */
  receipt_number: string | null;
  /** Whether it is of Stripe's live mode. */
  livemode: boolean;
  customer_email: string;
  customer_name: string | null;
  /** The public id, `usr_…`. */
  customer_id: string;
  /** The app that it came through; null for the firm's own pages. */
  app_name: string | null;
  review_kind: string | null;
  review_reason: string | null;
  /** The same without its disputes, which are below. */
  review_notice: string | null;
  account_status: string | null;
  /** When Stripe last responded about it. */
  checked_at: string | null;
  /** Whether Stripe may still change it: it isn't paid or canceled, or a refund or dispute is open. */
  is_unfinished: boolean;
  /** What refunds and lost disputes have returned of it, in minor units. */
  returned_cents: number;
  refunds: AtStripeView[];
  disputes: DisputeView[];
  /** The accepted terms and where they were accepted: the evidence in a dispute. */
  consent: { terms_version: string; ip: string; user_agent: string };
}

/** A payment that needs manual review, as an admin sees it. */
export interface PaymentReviewView {
  payment_id: string;
  stripe_payment_intent_id: string | null;
  customer_email: string;
  amount_cents: number;
  currency: string;
  status: PaymentStatus;
  /** The problem. */
  reason: string;
  /** The same without its disputes. */
  notice: string | null;
  /** The disputes that are a part of the problem, the first deadline first. */
  disputes: DisputeView[];
  created_at: string;
}
