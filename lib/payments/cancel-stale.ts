import { and, eq, inArray, isNotNull, isNull, lt, ne, or } from "drizzle-orm";
import { payments, tiers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { openIntentStatuses } from "./derive-status";
import { gatherFacts } from "./gather";
import { recordFacts } from "./record-facts";
import { isStripeAnswer, stripe } from "./stripe";

const BATCH = 200;

/**
 * Cancels at Stripe the payments that have been open too long and those whose tier was repriced
 * or archived since. One that was paid meanwhile is recorded as paid. Returns how many it looked at.
 */
export async function cancelStalePayments(ctx: Context): Promise<number> {
  const tooOld = new Date(Date.now() - env().OPEN_PAYMENT_HOURS * 3600 * 1000);
  const stale = await ctx.db
    .select({ id: payments.id, intentId: payments.stripePaymentIntentId })
    .from(payments)
    .innerJoin(tiers, eq(tiers.id, payments.tierId))
    .where(
      and(
        inArray(payments.intentStatus, [...openIntentStatuses]),
        or(
          lt(payments.createdAt, tooOld),
          isNotNull(tiers.archivedAt),
          ne(tiers.priceCents, payments.amountCents),
        ),
      ),
    )
    .limit(BATCH);
  for (const { id, intentId } of stale) await cancel(ctx, id, intentId);
  return stale.length;
}

async function cancel(ctx: Context, id: string, intentId: string | null): Promise<void> {
  if (!intentId) {
    await ctx.db
      .update(payments)
      .set({ intentStatus: "canceled", status: "canceled", failureReason: "abandoned" })
      .where(and(eq(payments.id, id), isNull(payments.stripePaymentIntentId)));
    return;
  }
  try {
    await stripe().paymentIntents.cancel(intentId, { cancellation_reason: "abandoned" });
  } catch (error) {
    // Stripe refuses to cancel what is paid or canceled: then the facts below say so.
    if (!isStripeAnswer(error)) throw error;
  }
  const facts = await gatherFacts(intentId);
  await inTransaction(ctx.db, (tx) => recordFacts(tx, id, facts));
}
