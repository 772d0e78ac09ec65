import { and, eq } from "drizzle-orm";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { gatherFacts } from "./gather";
import { getPayment } from "./read";
import { recordFacts } from "./record-facts";
import type { PaymentView } from "./schemas";
import { stripeFailure } from "./stripe";

/** Reads one of the customer's payments at Stripe and applies what it finds, as if its events had come. */
export async function syncPayment(ctx: Context, id: string): Promise<PaymentView> {
  const me = requireCustomer(ctx, "payments:write");
  const [payment] = await ctx.db
    .select({ intentId: payments.stripePaymentIntentId })
    .from(payments)
    .where(and(eq(payments.id, id), eq(payments.customerId, me.id)));
  if (!payment) throw notFound("payment");
  if (payment.intentId) {
    const facts = await gatherFacts(payment.intentId).catch((error: unknown) => {
      throw stripeFailure(error);
    });
    await inTransaction(ctx.db, (tx) => recordFacts(tx, id, facts));
  }
  return getPayment({ ...ctx, app: null }, id);
}
