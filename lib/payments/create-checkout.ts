import { priceTier, termsOf } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { formatMoney } from "@/lib/core/money";
import { startPayment } from "./checkout/start-payment";
import type { CheckoutInput, CheckoutView } from "./schemas";

/**
 * Prices a tier and creates its PaymentIntent. Returns the customer's open payment for it instead, or one that
 * is paid already: see `startPayment`. `keyId` is the row of the Idempotency-Key; with a key no payment is reused.
 * Throws TIER_UNAVAILABLE, TIER_MISMATCH, AMOUNT_MISMATCH, INVALID_REQUEST, PAYMENT_PROVIDER_ERROR,
 * UNAVAILABLE.
 */
export async function createCheckout(
  ctx: Context,
  input: CheckoutInput,
  keyId: string | null = null,
): Promise<CheckoutView> {
  requireCustomer(ctx, "payments:write");
  const tier = await priceFor(ctx, input);
  const { market, assetClass, accountSize, currency } = tier;
  const terms = termsOf(tier);
  return startPayment(
    ctx,
    {
      kind: "challenge",
      tierId: tier.id,
      market,
      assetClass,
      accountSize,
      amountCents: tier.priceCents,
      currency,
    },
    {
      terms: { tierTerms: terms, ruleSetId: terms.rule_set },
      description: `${tier.name} challenge, ${market}`,
      keyId,
      acknowledgedPaymentId: input.known_payment_id,
      shownTerms: input.terms_version,
    },
  );
}

async function priceFor(ctx: Context, input: CheckoutInput) {
  const tier = await priceTier(ctx.db, {
    tierId: input.tier_id,
    market: input.market,
    assetClass: input.asset_class,
    accountSize: input.account_size,
    currency: input.currency,
  });
  if (tier.priceCents === 0n) {
    throw new AppError("TIER_UNAVAILABLE", "This tier is free. Use POST /v2/payments/free.");
  }
  if (tier.priceCents !== BigInt(input.amount_cents)) {
    const price = formatMoney(tier.priceCents, tier.currency);
    throw new AppError("AMOUNT_MISMATCH", `The price of ${tier.id} is ${price}.`);
  }
  return tier;
}
