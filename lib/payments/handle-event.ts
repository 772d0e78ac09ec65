import { and, eq, sql } from "drizzle-orm";
import type Stripe from "stripe";
import { besideKey } from "@/db/beside-key";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { stripeEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { about, type Context } from "@/lib/context";
import { factsOf } from "./on";
import { findByIntent, recordFacts } from "./record-facts";

/** Applies a stored event of Stripe's to the payment that it is about. Repeating it changes nothing. */
export async function handleEvent(ctx: Context, eventId: string): Promise<void> {
  const [row] = await eventById(ctx.db).execute({ id: eventId });
  if (row?.status !== "received") return;
  const facts = await factsOf(JSON.parse(row.payload) as Stripe.Event);
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
