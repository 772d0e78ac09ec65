import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { gatherFacts } from "./gather";
import { readPayment } from "./read";
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
  if (payment.intentId && (await isTurn(ctx, id))) {
    const facts = await gatherFacts(payment.intentId).catch((error: unknown) => {
      throw stripeFailure(error);
    });
    await inTransaction(ctx.db, (tx) =>
      recordFacts(tx, id, facts, { source: "sync", type: "payment.synced" }),
    );
  }
  return readPayment(ctx.db, me.id, id);
}

// A page asks every ten seconds at most; more often, Stripe's own limits would be at stake.
const PAUSE_SECONDS = 5;

/** Whether Stripe may be asked about the payment again now. */
async function isTurn(ctx: Context, id: string): Promise<boolean> {
  const before = sql`now() - make_interval(secs => ${PAUSE_SECONDS})`;
  const turns = await ctx.db
    .update(payments)
    .set({ syncedAt: sql`now()` })
    .where(and(eq(payments.id, id), or(isNull(payments.syncedAt), lt(payments.syncedAt, before))))
    .returning({ id: payments.id });
  return turns.length > 0;
}
