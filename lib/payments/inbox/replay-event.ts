import { eq } from "drizzle-orm";
import type Stripe from "stripe";
import { stripeEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { addLogFields, type Context, requireAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { ignoredReason } from "./why-ignored";

/**
 * Enqueues a stored event of Stripe's again. A payment's state is derived from facts, so repeating an event
 * changes nothing that is recorded already.
 * Throws NOT_FOUND and INVALID_STATE.
 */
export async function replayStripeEvent(
  ctx: Context,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  requireAdmin(ctx);
  addLogFields(ctx, { event_id: id });
  await inTransaction(ctx.db, async (tx) => {
    const byId = eq(stripeEvents.id, id);
    const [event] = await tx.select().from(stripeEvents).where(byId).for("no key update");
    if (!event) throw notFound("Stripe event");
    const ignored = whyNotReplayable(event);
    if (ignored !== null)
      throw new AppError("INVALID_STATE", `This event can't be replayed: ${ignored}.`);
    const { status, note } = event;
    await tx
      .update(stripeEvents)
      .set({ status: "received", note: null, handledAt: null })
      .where(byId);
    await enqueue(tx, "handle-stripe-event", { event_id: id });
    const [before, after] = [{ status, note }, { status: "received" }];
    await audit(tx, ctx, { action: "stripe_event.replay", subject: id, reason, before, after });
  });
}

/** The reason why a stored event is never handled, also if it is replayed; null for one that is. */
export const whyNotReplayable = ({
  payload,
  livemode,
}: Pick<typeof stripeEvents.$inferSelect, "payload" | "livemode">): string | null =>
  ignoredReason({ ...(JSON.parse(payload) as Stripe.Event), livemode });
