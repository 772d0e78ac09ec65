import { and, eq, sql } from "drizzle-orm";
import type Stripe from "stripe";
import { besideKey } from "@/db/beside-key";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { payments, stripeEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { about, type Context } from "@/lib/context";
import { flagUnknown, isUnknownAtStripe } from "./apply-stripe-state";
import { watchDeclines } from "./declines";
import { whyIgnored } from "./ignored-events";
import { factsOf, intentOf } from "./on";
import { findByIntent, recordFacts } from "./record-facts";

/** Applies a stored event of Stripe's to the payment that it is about. Repeating it changes nothing. */
export async function handleEvent(ctx: Context, eventId: string): Promise<void> {
  const [row] = await eventById(ctx.db).execute({ id: eventId });
  if (row?.status !== "received") return;
  const event = JSON.parse(row.payload) as Stripe.Event;
  // Looked at again: an earlier release stored some with a job.
  const ignored = whyIgnored({ ...event, livemode: row.livemode });
  if (ignored !== null) {
    await finish(ctx.db, eventId, { status: "ignored", note: ignored });
    return;
  }
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
  about(ctx, { payment_id: payment.id });
  await inTransaction(ctx.db, async (tx) => {
    // Nobody else can handle it from here on.
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

const eventById = once((db) =>
  db
    .select()
    .from(stripeEvents)
    .where(eq(stripeEvents.id, sql.placeholder("id")))
    .prepare("stripe-event-by-id"),
);

/**
 * Ends an event about a PaymentIntent that Stripe doesn't have: asking again would change nothing. Where
 * it is a payment's of ours, that is flagged.
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
  about(ctx, { payment_id: payment.id });
  await inTransaction(ctx.db, async (tx) => {
    if (!(await finish(tx, id, { status: "handled", note, paymentId: payment.id }))) return;
    await flagUnknown(tx, payment.id, { source: "stripe", type, stripeEventId: id });
  });
}

/** Ends an event that is new; whether it was. */
async function finish(
  db: Executor,
  eventId: string,
  outcome: Pick<typeof stripeEvents.$inferInsert, "status" | "note" | "paymentId">,
): Promise<boolean> {
  const finished = await db
    .update(stripeEvents)
    .set({ ...outcome, handledAt: new Date() })
    .where(and(eq(stripeEvents.id, eventId), eq(besideKey(stripeEvents.status), "received")))
    .returning({ id: stripeEvents.id });
  return finished.length > 0;
}
