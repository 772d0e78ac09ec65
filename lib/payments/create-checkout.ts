import { eq } from "drizzle-orm";
import type Stripe from "stripe";
import { payments } from "@/db/schema";
import { priceTier } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { centsToJson, formatMoney } from "@/lib/money";
import { isOpen } from "./derive-status";
import type { Payment } from "./intent-changes";
import { findOpenPayment } from "./open-payment";
import { ensureIntent } from "./payment-intent";
import { type CheckoutInput, type CheckoutView, toPaymentStatus } from "./schemas";

type Priced = Awaited<ReturnType<typeof priceTier>>;

// Between two tries somebody else may have paid or canceled the payment that was found.
const TRIES = 3;

/**
 * Prices a tier and makes its PaymentIntent, or finds the open one of the customer.
 * `keyId` names the Idempotency-Key's row: with one the payment is always its own.
 * Throws TIER_UNAVAILABLE, TIER_MISMATCH, AMOUNT_MISMATCH, PAYMENT_PROVIDER_ERROR, UNAVAILABLE.
 */
export async function createCheckout(
  ctx: Context,
  input: CheckoutInput,
  keyId: string | null = null,
): Promise<CheckoutView> {
  requireCustomer(ctx, "payments:write");
  const tier = await priceFor(ctx, input);
  for (let tries = 0; tries < TRIES; tries++) {
    const payment = await insertPayment(ctx, tier, keyId);
    if (!payment) continue;
    const intent = await ensureIntent(ctx, payment, `${tier.name} challenge, ${tier.market}`);
    if (intent && (keyId !== null || isOpen(intent.status))) return present(payment, intent);
    // It was canceled before it had a PaymentIntent: the key buys anew.
    if (!intent && keyId !== null) await unlinkKey(ctx, payment.id);
  }
  throw new AppError("UNAVAILABLE", "This purchase is being changed elsewhere. Try again.", {
    retryAfter: 1,
  });
}

async function priceFor(ctx: Context, input: CheckoutInput): Promise<Priced> {
  const tier = await priceTier(ctx.db, {
    tierId: input.tier_id,
    market: input.market,
    assetClass: input.asset_class,
    accountSize: input.account_size,
    currency: input.currency,
  });
  if (tier.priceCents === 0n) {
    throw new AppError("TIER_UNAVAILABLE", `The tier ${tier.id} is free: claim it, don't buy it.`);
  }
  if (tier.priceCents !== BigInt(input.amount_cents)) {
    const price = formatMoney(tier.priceCents, tier.currency);
    throw new AppError("AMOUNT_MISMATCH", `The price of ${tier.id} is ${price}.`);
  }
  return tier;
}

/** A new payment, or the one that is known; null when that was open a moment ago and is no more. */
async function insertPayment(
  ctx: Context,
  tier: Priced,
  keyId: string | null,
): Promise<Payment | null> {
  const me = requireCustomer(ctx);
  const wanted = {
    customerId: me.id,
    tierId: tier.id,
    market: tier.market,
    assetClass: tier.assetClass,
    accountSize: tier.accountSize,
    amountCents: tier.priceCents,
    currency: tier.currency,
    livemode: env().livemode,
  };
  const [made] = await ctx.db
    .insert(payments)
    .values({
      ...wanted,
      id: newId("pay"),
      appId: ctx.app?.id ?? null,
      reusable: keyId === null,
      idempotencyKeyId: keyId,
      termsVersion: env().TERMS_VERSION,
      consentIp: ctx.ip,
      consentUserAgent: ctx.userAgent,
    })
    .onConflictDoNothing()
    .returning();
  if (made) return made;
  if (keyId === null) return findOpenPayment(ctx.db, wanted);
  const [known] = await ctx.db.select().from(payments).where(eq(payments.idempotencyKeyId, keyId));
  return known ?? null;
}

const unlinkKey = (ctx: Context, paymentId: string) =>
  ctx.db.update(payments).set({ idempotencyKeyId: null }).where(eq(payments.id, paymentId));

function present(payment: Payment, intent: Stripe.PaymentIntent): CheckoutView {
  if (!intent.client_secret) throw new Error(`PaymentIntent ${intent.id} came without a secret`);
  return {
    payment_id: payment.id,
    stripe_payment_intent_id: intent.id,
    client_secret: intent.client_secret,
    amount_cents: centsToJson(payment.amountCents),
    currency: payment.currency,
    status: toPaymentStatus(intent.status),
  };
}
