import { eq } from "drizzle-orm";
import type Stripe from "stripe";
import { payments } from "@/db/schema";
import type { TierTerms } from "@/lib/catalog/schemas";
import { about, type Context, requireCustomer } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { centsToJson } from "@/lib/money";
import type { Bought } from "./bought";
import { requireFewDeclines } from "./declines";
import { isOpen } from "./derive-status";
import { findEarlier } from "./earlier-payments";
import type { Payment } from "./intent-changes";
import { countNewPayment, uncountNewPayment } from "./limits";
import { renewTerms, type Wanted } from "./open-payment";
import { ensureIntent } from "./payment-intent";
import { type CheckoutView, toPaymentStatus } from "./schemas";

// Between two tries somebody else may have paid or canceled the payment that was found.
const TRIES = 3;

type Priced = Bought & Pick<Payment, "amountCents" | "currency"> & { tierTerms?: TierTerms };

interface Terms {
  /** What Stripe shows beside the payment. */
  description: string;
  /** The Idempotency-Key's row: with one the payment is always its own. */
  keyId: string | null;
  /** The newest payment for the same thing that the buyer knows of: see `findEarlier`. */
  knownPaymentId: string | null | undefined;
}

/**
 * Makes a payment and its PaymentIntent, or finds the customer's open one for the same thing. What it
 * may cost has been checked. Where the customer turns out to have paid already the result is that
 * payment, with its status of now, and nothing new is made: always without a key, and with one where
 * the caller says what the buyer knows of. Throws RATE_LIMITED, INVALID_REQUEST, PAYMENT_PROVIDER_ERROR, UNAVAILABLE.
 */
export async function startPayment(
  ctx: Context,
  priced: Priced,
  { description, keyId, knownPaymentId }: Terms,
): Promise<CheckoutView> {
  const wanted = { ...priced, customerId: requireCustomer(ctx).id, livemode: env().livemode };
  const looksBack = keyId === null || knownPaymentId !== undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const earlier = looksBack ? await findEarlier(ctx, wanted, knownPaymentId) : null;
    if (earlier?.settled) {
      const { payment, intent } = earlier.settled;
      about(ctx, { payment_id: payment.id });
      ctx.log.info({ payment_id: payment.id, status: payment.status }, "checkout.already_paid");
      return present(payment, intent);
    }
    await requireFewDeclines(ctx.db, wanted.customerId);
    const open = keyId === null ? earlier?.open : null;
    const payment = open
      ? await renewTerms(ctx.db, open.payment, priced.tierTerms)
      : await insertOrFind(ctx, wanted, keyId);
    if (!payment) continue;
    about(ctx, { payment_id: payment.id });
    const intent = open?.intent ?? (await ensureIntent(ctx, payment, description));
    if (intent && (keyId !== null || isOpen(intent.status))) return present(payment, intent);
    // It was canceled before it had a PaymentIntent: the key buys anew.
    if (!intent && keyId !== null) await unlinkKey(ctx, payment.id);
  }
  throw new AppError("UNAVAILABLE", "This payment is being changed elsewhere. Try again.", {
    retryAfter: 1,
  });
}

/** A new payment, or the key's own; null when another call has made one without a key just now. */
async function insertOrFind(
  ctx: Context,
  wanted: Wanted & Pick<Priced, "tierTerms">,
  keyId: string | null,
): Promise<Payment | null> {
  const exceeded = await countNewPayment(wanted.customerId);
  if (exceeded) {
    // What an earlier try with this key made is no new one.
    const known = keyId === null ? null : await ofKey(ctx, keyId);
    if (known) return known;
    throw exceeded;
  }
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
  await uncountNewPayment(wanted.customerId);
  return keyId === null ? null : ofKey(ctx, keyId);
}

async function ofKey({ db }: Context, keyId: string): Promise<Payment | null> {
  const [known] = await db.select().from(payments).where(eq(payments.idempotencyKeyId, keyId));
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
    // Stripe doesn't say of a paid one that it was disputed since.
    status: toPaymentStatus(isOpen(payment.intentStatus) ? intent.status : payment.status),
  };
}
