import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { moneyRequests, paymentRefunds, purchases } from "@/db/schema";
import { hasRefundFailed } from "@/lib/core/stripe-status";
import { readPayment } from "./read-payment";

/**
 * A refund with its payment, the amount of that payment that was refunded so far, in minor units, and the challenge whose
 * fee it returns; null if there is none.
 */
export async function readRefund(db: Database, id: string) {
  const [refund] = await db.select().from(paymentRefunds).where(eq(paymentRefunds.id, id));
  const row = refund && (await readPayment(db, refund.paymentId));
  if (!row) return null;
  const refunds = await db
    .select()
    .from(paymentRefunds)
    .where(eq(paymentRefunds.paymentId, refund.paymentId));
  const refundedCents = refunds
    .filter((other) => !hasRefundFailed(other))
    .reduce((sum, { amountCents }) => sum + amountCents, 0n);
  const [fee] = await db
    .select({ program: sql<string>`${purchases.program} ->> 'display_name'` })
    .from(moneyRequests)
    .innerJoin(purchases, eq(purchases.id, moneyRequests.purchaseId))
    .where(eq(moneyRequests.stripeRefundId, id));
  const canceledChallenge = fee?.program ?? null;
  return { ...row, refund, hasFailed: hasRefundFailed(refund), refundedCents, canceledChallenge };
}
export type RefundRow = NonNullable<Awaited<ReturnType<typeof readRefund>>>;
