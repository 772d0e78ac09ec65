import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { paymentRefunds } from "@/db/schema";
import { hasRefundFailed } from "@/lib/stripe-status";
import { readPayment } from "./read-payment";

/** A refund with its payment, and what of that was refunded so far in minor units; null where there is none. */
export async function readRefund(db: Database, id: string) {
  const [refund] = await db.select().from(paymentRefunds).where(eq(paymentRefunds.id, id));
  const row = refund && (await readPayment(db, refund.paymentId));
  if (!row) return null;
  const all = await db
    .select()
    .from(paymentRefunds)
    .where(eq(paymentRefunds.paymentId, refund.paymentId));
  const refundedCents = all
    .filter((it) => !hasRefundFailed(it))
    .reduce((sum, { amountCents }) => sum + amountCents, 0n);
  return { ...row, refund, hasFailed: hasRefundFailed(refund), refundedCents };
}
export type RefundRow = NonNullable<Awaited<ReturnType<typeof readRefund>>>;
