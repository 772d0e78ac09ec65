import { z } from "zod";
import { tierTerms } from "@/lib/catalog/schemas";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { paymentStatuses } from "./statuses";

export const checkoutView = z.object({
  payment_id: z.string().meta(fieldMeta.paymentId),
  stripe_payment_intent_id: z.string().meta(fieldMeta.paymentIntentId),
  client_secret: z.string().meta({
    description: "Confirm the payment with this in the customer's browser, using Stripe.js.",
  }),
  amount_cents: z.number().int().meta(fieldMeta.amountCents),
  currency: z.string().meta(fieldMeta.currency),
  status: z.enum(paymentStatuses).meta({
    description:
      "The payment's status. If it's succeeded or processing, the customer has already paid: don't ask them to pay again.",
  }),
});
export type CheckoutView = z.output<typeof checkoutView>;

const anyPayment = {
  payment_id: z.string().meta(fieldMeta.paymentId),
  stripe_payment_intent_id: z.string().nullable().meta(fieldMeta.paymentIntentId),
  amount_cents: z.number().int().meta(fieldMeta.amountCents),
  currency: z.string().meta(fieldMeta.currency),
  status: z.enum(paymentStatuses).meta({
    description:
      "The status of Stripe's PaymentIntent, then refunded, partially_refunded or disputed.",
  }),
  /** For a disputed payment: whether the bank is still deciding, or has taken the money. */
  dispute: z.enum(["open", "lost"]).nullable().meta({
    description:
      "For a disputed payment: open while the bank decides, lost once it has reversed the payment; otherwise null.",
  }),
  failure_reason: z
    .string()
    .nullable()
    .meta({ description: "Stripe's decline or cancellation code." }),
  card: z
    .object({
      brand: z
        .string()
        .meta({ description: "Stripe's code of the brand: visa, mastercard, amex." }),
      last4: z.string().meta({ description: "The last four digits." }),
    })
    .nullable()
    .meta({
      description:
        "The card that paid; null before that. It may follow a little after the payment has succeeded.",
    }),
  refund_failed: z.boolean().meta({
    description:
      "Whether a refund failed or was canceled, and the firm's team hasn't returned the money another way yet.",
  }),
  prop_account_id: z
    .string()
    .nullable()
    .meta({ description: "The account bought with the payment; null until it's paid." }),
  created_at: z.iso.datetime().meta(fieldMeta.createdAt),
  paid_at: z.iso
    .datetime()
    .nullable()
    .meta({ description: "When the payment succeeded; null before that." }),
};

const kindMeta = {
  description:
    "challenge for an account, deposit for a wallet top-up, program for a program's challenge.",
};
const loginMeta = {
  description: "The wallet to top up; of a program, the wallet that its payment went through.",
};
const orderMeta = {
  description: "The trading server's order for the credit; null until the wallet is credited.",
};

/** What only a program's payment has. */
const ofProgram = {
  program_id: z.number().int().meta(fieldMeta.programId),
  program_name: z
    .string()
    .meta({ description: "The program's display name when it was paid; null for other payments." }),
  challenge_id: z
    .number()
    .int()
    .nullable()
    .meta({ description: "The challenge bought with the payment; null until it has started." }),
  rejection_code: z.string().nullable().meta({
    description:
      "Why the paid program couldn't be bought, such as PROGRAM_DISABLED or PROGRAM_CHANGED; the payment is refunded. Otherwise null.",
  }),
};
const noProgram = {
  program_id: z.null().meta(fieldMeta.programId),
  program_name: z.null().meta(ofProgram.program_name.meta() ?? {}),
  challenge_id: z.null().meta(ofProgram.challenge_id.meta() ?? {}),
  rejection_code: z.null().meta(ofProgram.rejection_code.meta() ?? {}),
};
const noTier = {
  tier_id: z.null().meta(fieldMeta.tierId),
  market: z.null().meta(fieldMeta.market),
  asset_class: z.null().meta(fieldMeta.assetClass),
  account_size: z.null().meta(fieldMeta.accountSize),
  tier_terms: z.null().meta(fieldMeta.tierTerms),
};

/** A challenge that is bought by card. */
export const challengePaymentView = z.object({
  ...anyPayment,
  kind: z.literal("challenge").meta(kindMeta),
  tier_id: z.string().meta(fieldMeta.tierId),
  market: z.string().meta(fieldMeta.market),
  asset_class: z.string().meta(fieldMeta.assetClass),
  account_size: z.number().int().meta(fieldMeta.accountSize),
  /** The tier at the time of purchase; null on payments from before it was stored. */
  tier_terms: tierTerms.nullable().meta(fieldMeta.tierTerms),
  ...noProgram,
  login: z.null().meta(loginMeta),
  credited_order: z.null().meta(orderMeta),
});
export type ChallengePaymentView = z.output<typeof challengePaymentView>;

/** A wallet that is topped up by card. */
export const depositView = z.object({
  ...anyPayment,
  kind: z.literal("deposit").meta(kindMeta),
  ...noTier,
  ...noProgram,
  login: z.number().int().meta(loginMeta),
  credited_order: z.number().int().nullable().meta(orderMeta),
});
export type DepositView = z.output<typeof depositView>;

/** A program that is bought by card: its payment goes through the customer's wallet. */
export const programPaymentView = z.object({
  ...anyPayment,
  kind: z.literal("program").meta(kindMeta),
  ...noTier,
  ...ofProgram,
  login: z.number().int().nullable().meta(loginMeta),
  credited_order: z.number().int().nullable().meta(orderMeta),
});
export type ProgramPaymentView = z.output<typeof programPaymentView>;

export const paymentView = z.discriminatedUnion("kind", [
  challengePaymentView,
  depositView,
  programPaymentView,
]);
export type PaymentView = z.output<typeof paymentView>;

/** A failed refund of a payment, as its customer sees it. Minor units. */
export interface FailedRefundView {
  status: "failed" | "canceled";
  amount_cents: number;
  /** Whether the firm has handled it, such as by paying another way, or nothing is left to return. */
  is_handled: boolean;
}
