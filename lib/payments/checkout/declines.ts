import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { once } from "@/db/prepare";
import { payments } from "@/db/schema";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { firstIdOf } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { enqueue } from "@/lib/queue/enqueue";
import { inMinutes } from "../limits";

const HOUR_MS = 3_600_000;
/** Stripe's event about a card, or another means of payment, that was declined. */
const DECLINED = "payment_intent.payment_failed";

const param = sql.placeholder;
/**
 * The time of the n-th last decline of a customer within an hour, where n is the allowed number. The query skips
 * payments that are older than any open one, since they can't be declined.
 */
const lastAllowed = once((db) =>
  db
    .select({
      at: sql<Date | null>`(
        select e.occurred_at from payments p join payment_events e on e.payment_id = p.id
        where p.customer_id = ${param("customer")} and p.id >= ${param("since")} and e.type = ${DECLINED}
          and e.occurred_at > now() - interval '1 hour'
        order by e.occurred_at desc offset ${param("most")}::int - 1 limit 1)`.mapWith(
        payments.createdAt,
      ),
    })
    .from(sql`(select) as one`)
    .prepare("last-allowed-decline"),
);

/** Until when a customer can't start a payment because of too many declines within an hour; null if they can. */
async function blockedUntil(db: Executor, customer: number): Promise<Date | null> {
  const oldest = Date.now() - (env().OPEN_PAYMENT_HOURS + 24) * HOUR_MS;
  const since = firstIdOf("pay", Math.floor(oldest));
  const [row] = await lastAllowed(db).execute({ customer, since, most: env().RATE_LIMIT_DECLINES });
  return row?.at ? new Date(row.at.getTime() + HOUR_MS) : null;
}

/**
 * Throws RATE_LIMITED for a customer with so many declines within the last hour that they may be testing
 * stolen cards.
 */
export async function requireFewDeclines(db: Executor, customerId: number): Promise<void> {
  const until = await blockedUntil(db, customerId);
  if (!until) return;
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000));
  throw new AppError(
    "RATE_LIMITED",
    `Too many cards were declined. Try again in ${inMinutes(seconds)}, or ask your bank first.`,
    { retryAfter: seconds },
  );
}

/**
 * After a decline, in the transaction that records it: if there were too many within an hour, a job cancels the
 * customer's open payments at Stripe, since their client secrets allow more attempts, and the payment is flagged
 * for an operator.
 */
export async function watchDeclines(
  tx: Transaction,
  { id, customerId }: Pick<typeof payments.$inferSelect, "id" | "customerId">,
  type: string,
): Promise<void> {
  if (type !== DECLINED || !(await blockedUntil(tx, customerId))) return;
  await enqueue(
    tx,
    "cancel-open-payments",
    { customer_id: customerId },
    { key: `cancel-open-payments:${customerId}` },
  );
  const flagged = await tx.$count(
    payments,
    and(eq(payments.customerId, customerId), eq(payments.reviewKind, "card_testing")),
  );
  if (flagged > 0) return;
  const reviewReason = `${env().RATE_LIMIT_DECLINES} of this customer's cards were declined within an hour, so they may be testing stolen cards. Their open payments are canceled, and they can't start new ones for an hour`;
  await tx
    .update(payments)
    .set({ reviewKind: "card_testing", reviewReason })
    .where(and(eq(payments.id, id), isNull(payments.reviewKind)));
  log().warn({ payment_id: id }, "payment.card_testing");
}
