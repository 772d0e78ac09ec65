import { inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments } from "@/db/schema";
import { DISPUTE_LOST, hasFailed, type Purchase } from "./purchase-status";

/** Where the money of a card payment is whose purchase has failed. */
export type PaymentRefund = "refund_pending" | "refunded" | "refund_failed";

/** The refunds of the card payments of failed purchases, by the payment's id. */
export type PaymentRefunds = ReadonlyMap<string, PaymentRefund>;

/**
 * Reads, for the failed purchases among these that were paid by card, where the payment's money is. It follows from the payment:
 * its refund may fail after the purchase was marked as refunded. One statement at most.
 */
export async function readPaymentRefunds(
  db: Executor,
  purchases: readonly Purchase[],
): Promise<PaymentRefunds> {
  const failed = new Map(
    purchases.flatMap((it) => (it.paymentId !== null && hasFailed(it) ? [[it.paymentId, it]] : [])),
  );
  if (failed.size === 0) return new Map();
  const rows = await db
    .select({ id: payments.id, status: payments.status, reviewKind: payments.reviewKind })
    .from(payments)
    .where(inArray(payments.id, [...failed.keys()]));
  return new Map(
    rows.map(({ id, status, reviewKind }) => {
      const isReturned = status === "refunded" || failed.get(id)?.failureCode === DISPUTE_LOST;
      if (isReturned) return [id, "refunded"];
      const isStuck = reviewKind === "refund_failed" || reviewKind === "refund_rejected";
      return [id, isStuck ? "refund_failed" : "refund_pending"];
    }),
  );
}
