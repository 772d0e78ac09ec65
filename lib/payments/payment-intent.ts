import { and, eq, inArray } from "drizzle-orm";
import type Stripe from "stripe";
import { besideKey } from "@/db/beside-key";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { recordHistory } from "@/lib/payment-history";
import { type Bought, boughtBy } from "./bought";
import { changesBetween } from "./changes-between";
import { isOpen, openIntentStatuses } from "./derive-status";
import { now } from "./gather";
import type { Payment } from "./intent-changes";
import { recordFacts } from "./record-facts";
import { isStripeAnswer, stripe, stripeFailure } from "./stripe";
import { tellChanges } from "./tell-changes";

// Stripe forgets an idempotency key after 24 h: a key near that age could make a second one.
const KEY_LIFE_MS = 23 * 3600 * 1000;

/**
 * The payment's PaymentIntent at Stripe: the one that it has, or a new one. What is fetched is
 * recorded. Null when the payment can't be given one: it was canceled, or is too old and is now.
 * Throws PAYMENT_PROVIDER_ERROR and UNAVAILABLE.
 */
export async function ensureIntent(
  ctx: Context,
  payment: Payment,
  description: string,
): Promise<Stripe.PaymentIntent | null> {
  if (payment.stripePaymentIntentId) {
    return fetchIntent(ctx, payment, payment.stripePaymentIntentId);
  }
  if (!isOpen(payment.intentStatus)) return null;
  if (Date.now() - payment.createdAt.getTime() > KEY_LIFE_MS) {
    await abandon(ctx, payment);
    return null;
  }
  const intent = await create(ctx, payment, description);
  const current = await keepIntent(ctx, payment, intent.id);
  if (current?.stripePaymentIntentId === intent.id) return intent;
  // Canceled meanwhile, or given another one: this one must never be paid.
  await stripe()
    .paymentIntents.cancel(intent.id)
    .catch((error: unknown) => {
      throw stripeFailure(error);
    });
  return current?.stripePaymentIntentId
    ? fetchIntent(ctx, current, current.stripePaymentIntentId)
    : null;
}

/** Stores the id on a payment that is open and has none yet; the row as it is after that. */
async function keepIntent(ctx: Context, { id }: Payment, intentId: string) {
  await ctx.db
    .update(payments)
    .set({ stripePaymentIntentId: intentId })
    .where(
      and(
        eq(payments.id, id),
        eq(besideKey(payments.stripePaymentIntentId), ""),
        inArray(besideKey(payments.intentStatus), [...openIntentStatuses]),
      ),
    );
  const [current] = await ctx.db.select().from(payments).where(eq(payments.id, id));
  return current;
}

/**
 * A payment's PaymentIntent as Stripe has it now. A status that differs from ours is recorded.
 * Throws PAYMENT_PROVIDER_ERROR and UNAVAILABLE.
 */
export async function fetchIntent(
  ctx: Context,
  payment: Payment,
  id: string,
): Promise<Stripe.PaymentIntent> {
  const at = now();
  const intent = await stripe()
    // The charge says when it was paid.
    .paymentIntents.retrieve(id, { expand: ["latest_charge"] })
    .catch((error: unknown) => {
      throw stripeFailure(error);
    });
  if (intent.status !== payment.intentStatus) {
    await inTransaction(ctx.db, (tx) =>
      recordFacts(
        tx,
        payment.id,
        { intent, at },
        { source: "checkout", type: "payment.looked_up" },
      ),
    );
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
          ...nameOf(boughtBy(payment)),
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

/** What a PaymentIntent says of what it pays for, to whoever reads it at Stripe. */
const nameOf = (bought: Bought): Stripe.MetadataParam =>
  bought.kind === "deposit"
    ? { kind: bought.kind, login: bought.depositLogin }
    : { tier_id: bought.tierId };

/** Cancels a payment that has no PaymentIntent, and so can't have been paid. */
export const abandon = (ctx: Context, { id }: Pick<Payment, "id">): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const isOurs = and(
      eq(payments.id, id),
      eq(besideKey(payments.stripePaymentIntentId), ""),
      inArray(besideKey(payments.intentStatus), [...openIntentStatuses]),
    );
    const [before] = await tx.select().from(payments).where(isOurs).for("no key update");
    if (!before) return;
    const canceled = {
      intentStatus: "canceled",
      status: "canceled",
      failureReason: "abandoned",
      reusable: false,
    };
    await tx.update(payments).set(canceled).where(isOurs);
    const nothing = { refunds: [], disputes: [] };
    const after = { payment: { ...before, ...canceled }, ...nothing };
    const earlier = { payment: before, ...nothing };
    const step = { paymentId: id, changes: changesBetween(earlier, after) };
    await recordHistory(tx, { source: "expiry", type: "payment.abandoned", ...step });
    await tellChanges(tx, earlier, after);
  });
