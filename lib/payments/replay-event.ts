import { eq } from "drizzle-orm";
import type Stripe from "stripe";
import { stripeEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { about, type Context, requireAdmin } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import { whyIgnored } from "./ignored-events";

/**
 * Has a stored event of Stripe's handled again, as if it had just come. What it tells is known already
 * or is recorded now: a payment's state follows from facts, so that repeating an event harms nothing.
 * Throws NOT_FOUND and INVALID_STATE.
 */
export async function replayStripeEvent(
  ctx: Context,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  requireAdmin(ctx);
  about(ctx, { event_id: id });
  await inTransaction(ctx.db, async (tx) => {
    const ours = eq(stripeEvents.id, id);
    const [event] = await tx.select().from(stripeEvents).where(ours).for("no key update");
    if (!event) throw notFound("Stripe event");
    const signed = JSON.parse(event.payload) as Stripe.Event;
    const ignored = whyIgnored({ ...signed, livemode: event.livemode });
    if (ignored !== null) throw new AppError("INVALID_STATE", `The event is ${ignored}.`);
    const { status, note } = event;
    await tx
      .update(stripeEvents)
      .set({ status: "received", note: null, handledAt: null })
      .where(ours);
    await enqueue(tx, "handle-stripe-event", { event_id: id });
    const [before, after] = [{ status, note }, { status: "received" }];
    await audit(tx, ctx, { action: "stripe_event.replay", subject: id, reason, before, after });
  });
}
