import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/core/context";

/**
 * The number of a payment's receipt: the next one of a sequence, taken in the transaction that records the payment as paid,
 * and only if the payment, whose row is locked, has none. So a payment has one number, which never changes.
 *
 * A sequence and not a counter in a row: every paid payment would have to wait for the lock on that row until the one
 * before is committed, which makes all payments of a firm a queue. The price is that a transaction that fails after it took
 * a number leaves a gap, and a crash of PostgreSQL leaves up to 32. A receipt needs a number that is unique and rises;
 * tax law asks for that of an invoice too, and for an explanation of gaps, which this is. A firm whose tax office
 * wants numbers without any gap issues invoices from its accounting, by the payments' CSV file. Payments of test mode
 * take numbers as well.
 */
export const nextReceiptNumber: SQL<number> = sql<number>`nextval('receipt_numbers')`;

const BATCH = 500;
// Rows are numbered for seconds in each hour, not in one go: every index of the table changes with a row.
const BATCHES = 100;

/**
 * Numbers the receipts of paid payments that have no number: those from before this release, and those that the release
 * before records while both run. In the order of payment, a few in each statement; rows that are locked are left to
 * the next run.
 */
export async function numberReceipts({ db }: Pick<Context, "db">): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const { rowCount } = await db.execute(sql`
      update payments p set receipt_number = n.number
      from (
        select id, ${nextReceiptNumber} as number from (
          select id from payments where paid_at is not null and receipt_number is null
          order by paid_at limit ${BATCH} for no key update skip locked
        ) next
      ) n
      where p.id = n.id`);
    if ((rowCount ?? 0) < BATCH) return;
  }
}
