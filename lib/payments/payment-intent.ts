import { and, eq, isNull } from "drizzle-orm";
import type Stripe from "stripe";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import type { Payment } from "./intent-changes";
import { recordFacts } from "./record-facts";
import { isStripeAnswer, stripe, stripeFailure } from "./stripe";

// Stripe forgets an idempotency key after 24 h: a key near that age could make a second one.
const KEY_LIFE_MS = 23 * 3600 * 1000;

/**
 * The payment's PaymentIntent at Stripe: the one that it has, or a new one. What is fetched is
 * recorded. Null when the payment is too old to be given one; it is canceled then.
 * Throws PAYMENT_PROVIDER_ERROR and UNAVAILABLE.
 */
export async function ensureIntent(
  ctx: Context,
  payment: Payment,
  description: string,
): Promise<Stripe.PaymentIntent | null> {
  if (payment.stripePaymentIntentId) return retrieve(ctx, payment, payment.stripePaymentIntentId);
  if (Date.now() - payment.createdAt.getTime() > KEY_LIFE_MS) {
    await abandon(ctx, payment);
    return null;
  }
  const intent = await create(ctx, payment, description);
  await ctx.db
    .update(payments)
    .set({ stripePaymentIntentId: intent.id })
    .where(and(eq(payments.id, payment.id), isNull(payments.stripePaymentIntentId)));
  return intent;
}

async function retrieve(ctx: Context, payment: Payment, id: string) {
  const intent = await stripe()
    .paymentIntents.retrieve(id)
    .catch((error: unknown) => {
      throw stripeFailure(error);
    });
  if (intent.status !== payment.intentStatus) {
    await inTransaction(ctx.db, (tx) => recordFacts(tx, payment.id, { intent, at: null }));
  }
  return intent;
}

async function create(ctx: Context, payment: Payment, description: string) {
  try {
    return await stripe().paymentIntents.create(
      {
        amount: Number(payment.amountCents),
        currency: payment.currency,
        automatic_payment_methods: { enabled: true },
        description,
        metadata: {
          payment_id: payment.id,
          tier_id: payment.tierId,
          user_id: requireCustomer(ctx).publicId,
        },
      },
      { idempotencyKey: `pi_create:${payment.id}:${payment.stripeAttempt}` },
    );
  } catch (error) {
    // Stripe repeats an answered error for the same key; after a time-out the same key is right.
    if (isStripeAnswer(error)) {
      await ctx.db
        .update(payments)
        .set({ stripeAttempt: payment.stripeAttempt + 1 })
        .where(and(eq(payments.id, payment.id), eq(payments.stripeAttempt, payment.stripeAttempt)));
    }
    throw stripeFailure(error);
  }
}

const abandon = (ctx: Context, { id }: Payment) =>
  ctx.db
    .update(payments)
    .set({ intentStatus: "canceled", status: "canceled", failureReason: "abandoned" })
    .where(and(eq(payments.id, id), isNull(payments.stripePaymentIntentId)));
