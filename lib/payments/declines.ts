import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { once } from "@/db/prepare";
import { payments } from "@/db/schema";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { firstIdOf } from "@/lib/ids";
import { enqueue } from "@/lib/jobs/enqueue";
import { log } from "@/lib/log";
import { inMinutes } from "./limits";

const HOUR_MS = 3_600_000;
/** Stripe's event about a card, or another means of payment, that was declined. */
const DECLINED = "payment_intent.payment_failed";

const given = sql.placeholder;
/**
 * When the decline was told of that is as many as are allowed ago, of those within an hour. Of payments
 * that are older than any open one there are none.
 */
const lastAllowed = once((db) =>
  db
    .select({
      at: sql<Date | null>`(
        select e.occurred_at from payments p join payment_events e on e.payment_id = p.id
        where p.customer_id = ${given("customer")} and p.id >= ${given("since")} and e.type = ${DECLINED}
          and e.occurred_at > now() - interval '1 hour'
        order by e.occurred_at desc offset ${given("most")}::int - 1 limit 1)`.mapWith(
        payments.createdAt,
      ),
    })
    .from(sql`(select) as one`)
    .prepare("last-allowed-decline"),
);

/** Until when a customer starts no payment, for so many declines within an hour; null where they may. */
async function blockedUntil(db: Executor, customer: number): Promise<Date | null> {
  const oldest = Date.now() - (env().OPEN_PAYMENT_HOURS + 24) * HOUR_MS;
  const since = firstIdOf("pay", Math.floor(oldest));
  const [row] = await lastAllowed(db).execute({ customer, since, most: env().RATE_LIMIT_DECLINES });
  return row?.at ? new Date(row.at.getTime() + HOUR_MS) : null;
}

/**
 * Throws RATE_LIMITED for a customer of whom so many cards were declined within the last hour that they
 * may be testing stolen ones.
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
 * After a decline, in the transaction that records it: where there were too many within an hour, the
 * customer's open payments are canceled at Stripe by a job, since whoever holds their secrets could go on
 * trying cards without us, and one of them is flagged for an operator.
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
  const reviewReason = `${env().RATE_LIMIT_DECLINES} cards of this customer were declined within an hour: they may be testing stolen ones. Their open payments are canceled and they start none for an hour`;
  await tx
    .update(payments)
    .set({ reviewKind: "card_testing", reviewReason })
    .where(and(eq(payments.id, id), isNull(payments.reviewReason)));
  log().warn({ payment_id: id }, "payment.card_testing");
}
