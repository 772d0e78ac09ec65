import { and, eq, inArray } from "drizzle-orm";
import type Stripe from "stripe";
import { besideKey } from "@/db/beside-key";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/core/context";
import { recordHistory } from "@/lib/payment-history";
import { changesBetween } from "../facts/changes-between";
import { isOpen, openIntentStatuses } from "../facts/derive-status";
import { emitChanges } from "../facts/emit-changes";
import { now } from "../facts/fetch";
import type { Payment } from "../facts/intent-changes";
import { type PaidItem, paidItemOf } from "../facts/paid-item";
import { recordFacts } from "../facts/record";
import { isDefiniteError, stripe, stripeFailure } from "../stripe";

// Stripe deletes an idempotency key after 24 h. Near that age it could create a second PaymentIntent.
const KEY_LIFE_MS = 23 * 3600 * 1000;

/**
 * The payment's PaymentIntent at Stripe, created if it has none. A fetched status is recorded. Null if none can
 * be created: the payment was canceled, or is too old and is canceled now.
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
  const current = await saveIntent(ctx, payment, intent.id);
  if (current?.stripePaymentIntentId === intent.id) return intent;
  // The payment was canceled concurrently, or has another PaymentIntent: this one must never be paid.
  await stripe()
    .paymentIntents.cancel(intent.id)
    .catch((error: unknown) => {
      throw stripeFailure(error);
    });
  return current?.stripePaymentIntentId
    ? fetchIntent(ctx, current, current.stripePaymentIntentId)
    : null;
}

/** Stores the id on a payment that is open and has none. Returns the row after that. */
async function saveIntent(ctx: Context, { id }: Payment, intentId: string) {
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
 * Fetches a payment's PaymentIntent. A status that differs from the stored one is recorded.
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
          ...metadataOf(paidItemOf(payment)),
          user_id: requireCustomer(ctx).publicId,
        },
      },
      { idempotencyKey: `pi_create:${payment.id}:${payment.stripeAttempt}` },
    );
  } catch (error) {
    // Stripe repeats a definite error for the same key. After a time-out the same key must be used.
    if (isDefiniteError(error)) {
      await ctx.db
        .update(payments)
        .set({ stripeAttempt: payment.stripeAttempt + 1 })
        .where(and(eq(payments.id, payment.id), eq(payments.stripeAttempt, payment.stripeAttempt)));
    }
    throw stripeFailure(error);
  }
}

/** The item as metadata, for people who read the PaymentIntent at Stripe. */
function metadataOf(item: PaidItem): Stripe.MetadataParam {
  switch (item.kind) {
    case "deposit":
      return { kind: item.kind, login: item.depositLogin };
    case "program":
      return { kind: item.kind, program_id: item.programId };
    case "challenge":
      return { tier_id: item.tierId };
  }
}

/** Cancels a payment that has no PaymentIntent, and so can't have been paid. */
export const abandon = (ctx: Context, { id }: Pick<Payment, "id">): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const isOpenWithoutIntent = and(
      eq(payments.id, id),
      eq(besideKey(payments.stripePaymentIntentId), ""),
      inArray(besideKey(payments.intentStatus), [...openIntentStatuses]),
    );
    const [before] = await tx
      .select()
      .from(payments)
      .where(isOpenWithoutIntent)
      .for("no key update");
    if (!before) return;
    const canceled = {
      intentStatus: "canceled",
      status: "canceled",
      failureReason: "abandoned",
      reusable: false,
    };
    await tx.update(payments).set(canceled).where(isOpenWithoutIntent);
    const nothing = { refunds: [], disputes: [] };
    const after = { payment: { ...before, ...canceled }, ...nothing };
    const earlier = { payment: before, ...nothing };
    const step = { paymentId: id, changes: changesBetween(earlier, after) };
    await recordHistory(tx, { source: "expiry", type: "payment.abandoned", ...step });
    await emitChanges(tx, earlier, after);
  });
