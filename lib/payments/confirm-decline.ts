import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { payments } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { queueEmail } from "@/lib/mail";
import { applyStripeState } from "./facts/apply-stripe-state";
import { isOpen } from "./facts/derive-status";

/**
 * Queues the email about a payment's decline, which says that no money was taken, once Stripe confirms that the payment
 * is unpaid: the event that says it was paid may be late or lost. Applies what it finds. Queues nothing if Stripe has
 * another amount or no such PaymentIntent, which is flagged for review, or if the payment is of another mode than our
 * keys. `emailAt` is the time that is stored for the email: a repeated call queues no second one. Throws
 * PAYMENT_PROVIDER_ERROR, and UNAVAILABLE if Stripe doesn't respond: the job repeats it.
 */
export async function confirmDecline(ctx: Context, id: string, emailAt: Date): Promise<void> {
  const [payment] = await ctx.db.select().from(payments).where(eq(payments.id, id));
  const intentId = payment?.stripePaymentIntentId;
  if (!intentId || !isOpen(payment.intentStatus) || payment.livemode !== env().livemode) return;
  const cause = { source: "expiry", type: "payment.refreshed" } as const;
  await applyStripeState(ctx, { id, intentId }, cause, async (tx, result) => {
    if (result === "applied") await queueOnce(tx, id, emailAt);
  });
}

async function queueOnce(tx: Transaction, id: string, emailAt: Date): Promise<void> {
  const [payment] = await tx
    .update(payments)
    .set({ declineEmailAt: new Date() })
    .where(and(eq(payments.id, id), eq(payments.declineEmailAt, emailAt)))
    .returning({ intentStatus: payments.intentStatus });
  if (payment && isOpen(payment.intentStatus)) {
    await queueEmail(tx, "payment-failed", { payment_id: id });
  }
}
