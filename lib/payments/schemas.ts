import { z } from "zod";
import { currencyCode, tierTerms } from "@/lib/catalog/schemas";
import { positiveInt } from "@/lib/trading/schemas";

const name = z.string().min(1).max(64);
const wholeUnits = z.number().int().positive().max(1_000_000_000);

/** Sent by a page that asks before it sells the same thing twice; left out, nothing is asked. */
const knownPaymentId = z
  .string()
  .regex(/^pay_[0-9a-f]{32}$/, "must be a payment's id")
  .nullable()
  .optional();

export const checkoutInput = z.strictObject({
  tier_id: name,
  market: name,
  asset_class: name,
  account_size: wholeUnits,
  amount_cents: z.number().int().min(0),
  currency: currencyCode.default("usd"),
  known_payment_id: knownPaymentId,
});
export type CheckoutInput = z.output<typeof checkoutInput>;

/** What one deposit may be, in minor units: 10.00 to 10,000.00. */
export const depositLimits = { min: 1_000, max: 1_000_000 };

export const depositInput = z.strictObject({
  login: positiveInt,
  amount_cents: z
    .number()
    .int()
    .min(depositLimits.min, "must be at least 1000, which is 10.00")
    .max(depositLimits.max, "must be at most 1000000, which is 10,000.00"),
  /** The wallet's own where it is left out. */
  currency: currencyCode.optional(),
  known_payment_id: knownPaymentId,
});
export type DepositInput = z.output<typeof depositInput>;

export const freeInput = z.strictObject({
  tier_id: name,
  asset_class: name,
  account_size: wholeUnits,
});
export type FreeInput = z.output<typeof freeInput>;

export const paymentParams = z.object({ payment_id: z.string().min(1).max(100) });

export const paymentStatuses = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "processing",
  "requires_capture",
  "canceled",
  "succeeded",
  "refunded",
  "partially_refunded",
  "disputed",
] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];

/** A stored or fetched status; one that a later Stripe may invent counts as still waiting. */
export const toPaymentStatus = (status: string): PaymentStatus =>
  paymentStatuses.find((known) => known === status) ?? "requires_payment_method";

export const checkoutView = z.object({
  payment_id: z.string(),
  stripe_payment_intent_id: z.string(),
  client_secret: z.string(),
  amount_cents: z.number().int(),
  currency: z.string(),
  status: z.enum(paymentStatuses),
});
export type CheckoutView = z.output<typeof checkoutView>;

const anyPayment = {
  payment_id: z.string(),
  stripe_payment_intent_id: z.string().nullable(),
  amount_cents: z.number().int(),
  currency: z.string(),
  status: z.enum(paymentStatuses),
  /** Of a disputed payment: whether its bank still decides, or has taken the money back. */
  dispute: z.enum(["open", "lost"]).nullable(),
  failure_reason: z.string().nullable(),
  prop_account_id: z.string().nullable(),
  created_at: z.iso.datetime(),
  paid_at: z.iso.datetime().nullable(),
};

/** A challenge that is bought by card. */
export const challengePaymentView = z.object({
  ...anyPayment,
  kind: z.literal("challenge"),
  tier_id: z.string(),
  market: z.string(),
  asset_class: z.string(),
  account_size: z.number().int(),
  /** The tier as it was bought; null on payments from before that was kept. */
  tier_terms: tierTerms.nullable(),
  login: z.null(),
  credited_order: z.null(),
});
export type ChallengePaymentView = z.output<typeof challengePaymentView>;

/** A wallet that is topped up by card. */
export const depositView = z.object({
  ...anyPayment,
  kind: z.literal("deposit"),
  tier_id: z.null(),
  market: z.null(),
  asset_class: z.null(),
  account_size: z.null(),
  tier_terms: z.null(),
  login: z.number().int(),
  /** The trading server's order; null until the wallet is credited. */
  credited_order: z.number().int().nullable(),
});
export type DepositView = z.output<typeof depositView>;

export const paymentView = z.discriminatedUnion("kind", [challengePaymentView, depositView]);
export type PaymentView = z.output<typeof paymentView>;

/** What came of comparing a payment with Stripe, as an admin sees it. */
export const paymentCheckView = z.object({
  payment_id: z.string(),
  kind: z.enum(["challenge", "deposit"]),
  /**
   * `in_progress`: another check has been waiting for Stripe for at most 5 s. `mismatch` and `unknown`
   * (to Stripe) are flagged for review. `no_payment_intent` and `other_mode` (live or test): Stripe
   * can't be asked.
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
  status: z.enum(paymentStatuses),
  /** When Stripe last responded. */
  checked_at: z.iso.datetime().nullable(),
  /** The newest step of the payment's history; 0 where there is none. */
  last_step: z.number().int(),
});
export type PaymentCheckView = z.output<typeof paymentCheckView>;

/** A payment that may make a granted account one too many, as an admin sees it. */
export const paymentForTierView = z.object({
  payment_id: z.string(),
  amount_cents: z.number().int(),
  currency: z.string(),
  status: z.enum(paymentStatuses),
  created_at: z.iso.datetime(),
  prop_account_id: z.string().nullable(),
  /** It is open, and Stripe didn't say how it stands now. */
  is_unchecked: z.boolean(),
});
export type PaymentForTierView = z.output<typeof paymentForTierView>;

/** What was paid, by whom, to whom and how: a page to print and to keep. Money in minor units. */
export interface ReceiptView {
  number: string;
  paid_at: string;
  seller: { name: string; address: string[]; tax_number: string | null; email: string };
  buyer: { name: string | null; email: string };
  /** What for: a tier's name where it is known, its market and size, or a wallet. */
  bought:
    | { kind: "challenge"; tier_name: string | null; market: string; account_size: number }
    | { kind: "deposit"; login: number }
    | { kind: "program"; name: string };
  amount_cents: number;
  currency: string;
  paid_with:
    | { kind: "card"; brand: string; last4: string; stripe_payment_intent_id: string }
    | { kind: "stripe"; stripe_payment_intent_id: string }
    | { kind: "wallet"; login: number; order: number };
  /** What went back since, oldest first. */
  given_back: { kind: "refund" | "refund_pending" | "dispute"; amount_cents: number; at: string }[];
  /** Refunds that came back or were called off: they gave nothing back. */
  failed_refunds: { kind: "failed" | "canceled"; amount_cents: number; at: string }[];
}

/** A refund of a payment that didn't arrive, as its customer sees it. Minor units. */
export interface FailedRefundView {
  status: "failed" | "canceled";
  amount_cents: number;
  /** Whether the firm has seen to it, such as by paying it another way, or nothing is left to return. */
  is_handled: boolean;
}

/** A refund or dispute of a payment, as Stripe last told. Minor units. */
interface AtStripeView {
  id: string;
  amount_cents: number;
  status: string;
  status_at: string;
}

/** All that is known of a payment, as an admin sees it. */
export interface PaymentInspection {
  payment: PaymentView;
  /** Of which of Stripe's two modes it is. */
  livemode: boolean;
  customer_email: string;
  /** As people see it, `usr_…`. */
  customer_id: string;
  /** The app that it came through; null is the firm's own pages. */
  app_name: string | null;
  review_reason: string | null;
  account_status: string | null;
  /** When Stripe last responded about it. */
  checked_at: string | null;
  /** Whether Stripe may still change it: it isn't paid or canceled, or a refund or dispute is open. */
  is_unfinished: boolean;
  refunds: AtStripeView[];
  disputes: (AtStripeView & { reason: string })[];
  /** Which terms were accepted, from where: the evidence in a dispute. */
  consent: { terms_version: string; ip: string; user_agent: string };
}

/** A payment that a person should look at, as an admin sees it. */
export interface PaymentReviewView {
  payment_id: string;
  stripe_payment_intent_id: string | null;
  customer_email: string;
  amount_cents: number;
  currency: string;
  status: PaymentStatus;
  /** What is wrong with it. */
  reason: string;
  created_at: string;
}

/** What a comparison with Stripe can find. */
export const findingKinds = [
  "mended",
  "mismatch",
  "unknown_here",
  "paid_here_only",
  "paid_without_account",
  "account_without_payment",
  "deposit_not_credited",
  "ledger_imbalance",
  "not_compared",
] as const;

/** Something that a comparison with Stripe found. All but what it mended is for a person. */
export const finding = z.object({
  kind: z.enum(findingKinds),
  payment_id: z.string().nullable(),
  stripe_payment_intent_id: z.string().nullable(),
  detail: z.string(),
});
export type Finding = z.output<typeof finding>;
export const findings = z.array(finding);

/** The last comparison with Stripe, as an admin sees it. */
export interface ReconciliationView {
  since: string;
  finished_at: string;
  compared: number;
  findings: Finding[];
}
