import { and, desc, eq, gte, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { payments, purchases } from "@/db/schema";
import { statusName } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import type { UnfinishedPurchaseView } from "./schemas";

/** An older purchase was either delivered or complained about. */
const RECENT_DAYS = 7;
const MOST = 10;

const { pending, paid: charged, account_created, active, failed } = purchaseStatus;

/**
 * A customer's purchases of a program that are in progress, stalled or to be rolled back, or that succeeded within
 * the last 7 days, newest first; their card payments for it that are paid and haven't bought it yet; and whether the key has
 * created a purchase already.
 */
export async function findOpenPurchases(
  { db }: Pick<Context, "db">,
  { customerId, programId, key }: { customerId: number; programId: number; key: string },
): Promise<{ isUsedKey: boolean; purchases: UnfinishedPurchaseView[]; paymentIds: string[] }> {
  const isRecent = gte(purchases.createdAt, sql`now() - make_interval(days => ${RECENT_DAYS})`);
  const rows = await db
    .select()
    .from(purchases)
    .where(
      and(
        eq(purchases.customerId, customerId),
        or(
          eq(purchases.idempotencyKey, key),
          and(
            eq(purchases.programId, programId),
            or(
              inArray(purchases.status, [pending, charged, account_created]),
              isNotNull(purchases.rollbackProblem),
              // The fee of a failed purchase isn't back yet.
              and(
                eq(purchases.status, failed),
                isNotNull(purchases.paymentOrder),
                isNull(purchases.paymentRollbackOrder),
              ),
              and(
                eq(purchases.status, active),
                or(isRecent, isNotNull(purchases.rollbackRequestedAt)),
              ),
            ),
          ),
        ),
      ),
    )
    .orderBy(desc(purchases.id))
    .limit(MOST);
  const paid = await db
    .select({ id: payments.id })
    .from(payments)
    .leftJoin(purchases, eq(purchases.paymentId, payments.id))
    .where(
      and(
        eq(payments.customerId, customerId),
        eq(payments.programId, programId),
        inArray(payments.status, ["succeeded", "partially_refunded", "processing"]),
        isNull(payments.rejectionCode),
        isNull(purchases.id),
      ),
    )
    .orderBy(desc(payments.id))
    .limit(MOST);
  return {
    paymentIds: paid.map(({ id }) => id),
    isUsedKey: rows.some(({ idempotencyKey }) => idempotencyKey === key),
    purchases: rows.map(({ id, status, createdAt }) => ({
      purchase_id: id,
      status: statusName(status),
      created_at: createdAt.toISOString(),
    })),
  };
}
