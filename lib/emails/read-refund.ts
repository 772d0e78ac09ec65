import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { paymentRefunds } from "@/db/schema";
import { hasRefundFailed } from "@/lib/core/stripe-status";
import { readPayment } from "./read-payment";

/**
 * A refund with its payment and the amount of that payment that was refunded so far, in minor units; null if there is
 * none.
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
  return { ...row, refund, hasFailed: hasRefundFailed(refund), refundedCents };
}
export type RefundRow = NonNullable<Awaited<ReturnType<typeof readRefund>>>;
