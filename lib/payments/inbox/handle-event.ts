import { and, eq, sql } from "drizzle-orm";
import type Stripe from "stripe";
import { besideKey } from "@/db/beside-key";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { payments, stripeEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { addLogFields, type Context } from "@/lib/core/context";
import { watchDeclines } from "../checkout/declines";
import { flagUnknown, isUnknownAtStripe } from "../facts/apply-stripe-state";
import { cardOf, storeCard } from "../facts/card";
import { idOf } from "../facts/fetch";
import { findByIntent, recordFacts } from "../facts/record";
import { factsOf, intentOf } from "../on";
import { ignoredReason } from "./why-ignored";

/** Applies a stored event of Stripe's to its payment. Repeating it changes nothing. */
export async function handleEvent(ctx: Context, eventId: string): Promise<void> {
  const [row] = await eventById(ctx.db).execute({ id: eventId });
  if (row?.status !== "received") return;
  const event = JSON.parse(row.payload) as Stripe.Event;
  // Checked again: the settings may have changed since, and an earlier release enqueued such events.
  const ignored = ignoredReason({ ...event, livemode: row.livemode });
  if (ignored !== null) {
    await finish(ctx.db, eventId, { status: "ignored", note: ignored });
    return;
  }
  if (event.type === "charge.succeeded") return handleCharge(ctx, row.id, event.data.object);
  const facts = await factsOf(event).catch((error: unknown) => {
    if (isUnknownAtStripe(error)) return "unknown" as const;
    throw error;
  });
  if (facts === "unknown") return finishUnknown(ctx, row, event);
  if (!facts) {
    await finish(ctx.db, eventId, { status: "handled" });
    return;
  }
  const payment = await findByIntent(ctx.db, facts.intent);
  if (!payment) {
    await finish(ctx.db, eventId, { status: "ignored", note: "not a payment of ours" });
    return;
  }
  addLogFields(ctx, { payment_id: payment.id });
  await inTransaction(ctx.db, async (tx) => {
    // From here on no other worker handles it.
    const claimed = await finish(tx, eventId, { status: "handled", paymentId: payment.id });
    if (!claimed) return;
    const note = await recordFacts(tx, payment.id, facts, {
      source: "stripe",
      type: row.type,
      stripeEventId: row.id,
    });
    await watchDeclines(tx, payment, row.type);
    if (note !== null) {
      await tx.update(stripeEvents).set({ note }).where(eq(stripeEvents.id, eventId));
    }
  });
}

/** Stores the card of a charge that succeeded. The payment's status follows from the events of its PaymentIntent. */
async function handleCharge(ctx: Context, eventId: string, charge: Stripe.Charge): Promise<void> {
  const intentId = idOf(charge.payment_intent);
  const [payment] = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(eq(payments.stripePaymentIntentId, intentId ?? ""));
  const card = cardOf(charge);
  await inTransaction(ctx.db, async (tx) => {
    const paymentId = payment?.id ?? null;
    const claimed = await finish(tx, eventId, { status: "handled", paymentId });
    if (claimed && payment && card) await storeCard(tx, payment.id, card);
  });
}

const eventById = once((db) =>
  db
    .select()
    .from(stripeEvents)
    .where(eq(stripeEvents.id, sql.placeholder("id")))
    .prepare("stripe-event-by-id"),
);

/**
 * Ends an event about a PaymentIntent that Stripe doesn't have, since a retry would change nothing. A payment
 * with this PaymentIntent is flagged.
 */
async function finishUnknown(
  ctx: Context,
  { id, type }: typeof stripeEvents.$inferSelect,
  event: Stripe.Event,
): Promise<void> {
  const intentId = intentOf(event);
  const [payment] = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(eq(payments.stripePaymentIntentId, intentId ?? ""));
  const note = `Stripe doesn't know its PaymentIntent ${intentId}`;
  if (!payment) {
    await finish(ctx.db, id, { status: "ignored", note });
    return;
  }
  addLogFields(ctx, { payment_id: payment.id });
  await inTransaction(ctx.db, async (tx) => {
    if (!(await finish(tx, id, { status: "handled", note, paymentId: payment.id }))) return;
    await flagUnknown(tx, payment.id, { source: "stripe", type, stripeEventId: id });
  });
}

/** Ends an event that wasn't handled yet. Returns false if it was. */
async function finish(
  db: Executor,
  eventId: string,
  result: Pick<typeof stripeEvents.$inferInsert, "status" | "note" | "paymentId">,
): Promise<boolean> {
  const finished = await db
    .update(stripeEvents)
    .set({ ...result, handledAt: new Date() })
    .where(and(eq(stripeEvents.id, eventId), eq(besideKey(stripeEvents.status), "received")))
    .returning({ id: stripeEvents.id });
  return finished.length > 0;
}
