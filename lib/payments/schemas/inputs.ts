import { z } from "zod";
import { currencyCode, shownTermsVersion } from "@/lib/catalog/schemas";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { positiveInt } from "@/lib/trading/schemas";

const name = z.string().min(1).max(64);
const wholeUnits = z.number().int().positive().max(1_000_000_000);

/** Sent by a page that warns before the same thing is bought twice; if it is left out, there is no check. */
const acknowledgedPaymentId = z
  .string()
  .regex(/^pay_[0-9a-f]{32}$/, "must be a payment ID")
  .nullable()
  .optional();

export const checkoutInput = z.strictObject({
  tier_id: name.meta(fieldMeta.tierId),
  market: name.meta(fieldMeta.market),
  asset_class: name.meta(fieldMeta.assetClass),
  account_size: wholeUnits.meta(fieldMeta.accountSize),
  amount_cents: z.number().int().min(0).meta(fieldMeta.amountCents),
  currency: currencyCode.default("usd").meta(fieldMeta.currency),
  terms_version: shownTermsVersion,
  known_payment_id: acknowledgedPaymentId.meta(fieldMeta.acknowledgedPaymentId),
});
export type CheckoutInput = z.output<typeof checkoutInput>;

export const programCheckoutInput = z.strictObject({
  program_id: positiveInt.meta(fieldMeta.programId),
  amount_cents: z.number().int().min(0).meta(fieldMeta.amountCents),
  currency: currencyCode.default("usd").meta(fieldMeta.currency),
  terms_version: shownTermsVersion,
  known_payment_id: acknowledgedPaymentId.meta(fieldMeta.acknowledgedPaymentId),
});
export type ProgramCheckoutInput = z.output<typeof programCheckoutInput>;

/** The limits of one deposit, in minor units: 10.00 to 10,000.00. */
export const depositLimits = { min: 1_000, max: 1_000_000 };

export const depositInput = z.strictObject({
  login: positiveInt.meta(fieldMeta.login),
  amount_cents: z
    .number()
    .int()
    .min(depositLimits.min, "must be at least 1000 (10.00)")
    .max(depositLimits.max, "must be at most 1000000 (10,000.00)")
    .meta(fieldMeta.amountCents),
  /** The wallet's currency by default. */
  currency: currencyCode.optional().meta(fieldMeta.currency),
  terms_version: shownTermsVersion,
  known_payment_id: acknowledgedPaymentId.meta(fieldMeta.acknowledgedPaymentId),
});
export type DepositInput = z.output<typeof depositInput>;

export const freeInput = z.strictObject({
  tier_id: name.meta(fieldMeta.tierId),
  asset_class: name.meta(fieldMeta.assetClass),
  account_size: wholeUnits.meta(fieldMeta.accountSize),
  terms_version: shownTermsVersion,
});
export type FreeInput = z.output<typeof freeInput>;

export const paymentParams = z.object({
  payment_id: z.string().min(1).max(100).meta(fieldMeta.paymentId),
});
