import { and, eq } from "drizzle-orm";
import { payments } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { applyStripeState, claimStripeCheck } from "./facts/apply-stripe-state";
import { limitSyncs } from "./limits";
import { readPayment } from "./read";
import type { PaymentView } from "./schemas";

/**
 * Reads one of the customer's payments at Stripe and applies what it finds, as if its events had
 * arrived. Throws NOT_FOUND, RATE_LIMITED, PAYMENT_PROVIDER_ERROR and UNAVAILABLE.
 */
export async function syncPayment(ctx: Context, id: string): Promise<PaymentView> {
  const me = requireCustomer(ctx, "payments:write");
  const [payment] = await ctx.db
    .select({ intentId: payments.stripePaymentIntentId })
    .from(payments)
    .where(and(eq(payments.id, id), eq(payments.customerId, me.id)));
  if (!payment) throw notFound("payment");
  const { intentId } = payment;
  if (intentId) await limitSyncs(me.publicId);
  if (intentId && (await claimStripeCheck(ctx, id))) {
    const cause = { source: "sync", type: "payment.synced" } as const;
    const applied = await applyStripeState(ctx, { id, intentId }, cause);
    if (applied === "unknown") {
      throw new AppError(
        "PAYMENT_PROVIDER_ERROR",
        "The payment provider doesn't recognize this payment.",
      );
    }
  }
  return readPayment(ctx.db, me.id, id);
}
