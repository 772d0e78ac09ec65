import { eq } from "drizzle-orm";
import type Stripe from "stripe";
import type { Transaction } from "@/db/client";
import { stripeEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { about, type Context } from "@/lib/context";
import { factsOf } from "./on";
import { findByIntent, recordFacts } from "./record-facts";

/** Applies a stored event of Stripe's to the payment that it is about. Repeating it changes nothing. */
export async function handleEvent(ctx: Context, eventId: string): Promise<void> {
  const [row] = await ctx.db.select().from(stripeEvents).where(eq(stripeEvents.id, eventId));
  if (row?.status !== "received") return;
  const facts = await factsOf(JSON.parse(row.payload) as Stripe.Event);
  if (!facts) return finish(ctx.db, eventId, { status: "handled" });
  const payment = await findByIntent(ctx.db, facts.intent);
  if (!payment) {
    return finish(ctx.db, eventId, { status: "ignored", note: "not a payment of ours" });
  }
  about(ctx, { payment_id: payment.id });
  await inTransaction(ctx.db, async (tx) => {
    if (!(await isStillNew(tx, eventId))) return;
    const note = await recordFacts(tx, payment.id, facts, {
      source: "stripe",
      type: row.type,
      stripeEventId: row.id,
    });
    await finish(tx, eventId, { status: "handled", note, paymentId: payment.id });
  });
}

/** Whether nobody else has handled it meanwhile; nobody else can until the transaction's end. */
async function isStillNew(tx: Transaction, eventId: string): Promise<boolean> {
  const [row] = await tx
    .select({ status: stripeEvents.status })
    .from(stripeEvents)
    .where(eq(stripeEvents.id, eventId))
    .for("no key update");
  return row?.status === "received";
}

async function finish(
  db: Context["db"] | Transaction,
  eventId: string,
  outcome: Partial<typeof stripeEvents.$inferInsert>,
): Promise<void> {
  await db
    .update(stripeEvents)
    .set({ ...outcome, handledAt: new Date() })
    .where(eq(stripeEvents.id, eventId));
}
