import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { metrics } from "@/lib/core/metrics";
import { perProcess } from "@/lib/core/per-process";

/** The whole ledger is summed again this often; in between, only new operations are. */
const FULL_SUM_MS = 3600 * 1000;

interface LedgerSums {
  /** When the ledger was last summed from its start. */
  startedAt: number;
  /** The last order number that is included. */
  upTo: number;
  /** Cents by currency. */
  sums: Map<string, bigint>;
  /** The number of operations whose postings are missing or don't sum to 0. */
  unbalanced: number;
}
const emptySums = (): LedgerSums => ({
  startedAt: Date.now(),
  upTo: 0,
  sums: new Map(),
  unbalanced: 0,
});
const cache = perProcess("ledger-sums", () => ({ sums: emptySums() }));

/**
 * Reads whether the ledger balances. Postings are append-only, so earlier sums are cached. An operation gets its order
 * number before it commits: those of the last minute are summed each time and not cached.
 */
export async function readLedger(db: Database): Promise<void> {
  const { imbalance, unbalanced } = metrics();
  if (Date.now() - cache().sums.startedAt > FULL_SUM_MS) resetLedgerSums();
  const cached = cache().sums;
  const { rows } = await db.execute<{ last: number }>(
    sql`select coalesce(max(order_no), 0) as last from finance_operations
      where order_no > ${cached.upTo} and created_at < now() - interval '1 minute'`,
  );
  const lastCommitted = Math.max(cached.upTo, rows[0]?.last ?? 0);
  const upTo = add(cached, await sumRange(db, cached.upTo, lastCommitted));
  upTo.upTo = lastCommitted;
  cache().sums = upTo;
  const current = add(upTo, await sumRange(db, lastCommitted, null));
  imbalance.reset();
  for (const [currency, cents] of current.sums) imbalance.set({ currency }, Number(cents));
  unbalanced.set(current.unbalanced);
}

/** Clears the cache. */
export const resetLedgerSums = () => {
  cache().sums = emptySums();
};

type RangeSums = Pick<LedgerSums, "sums" | "unbalanced">;

async function sumRange(db: Database, after: number, upTo: number | null): Promise<RangeSums> {
  const range = (column: string) =>
    sql`${sql.raw(column)} > ${after} and (${upTo}::int is null or ${sql.raw(column)} <= ${upTo}::int)`;
  const sums = await db.execute<{ currency: string; cents: string }>(
    sql`select currency, sum(amount_cents) as cents from postings where ${range("order_no")} group by currency`,
  );
  const unbalanced = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from (
      select o.order_no from finance_operations o left join postings p using (order_no)
      where o.refusal is null and ${range("o.order_no")}
      group by o.order_no having count(p.*) < 2 or sum(p.amount_cents) <> 0) unbalanced`);
  return {
    sums: new Map(sums.rows.map(({ currency, cents }) => [currency, BigInt(cents)])),
    unbalanced: unbalanced.rows[0]?.n ?? 0,
  };
}

function add(total: LedgerSums, range: RangeSums): LedgerSums {
  const sums = new Map(total.sums);
  for (const [currency, cents] of range.sums) {
    sums.set(currency, (sums.get(currency) ?? 0n) + cents);
  }
  return { ...total, sums, unbalanced: total.unbalanced + range.unbalanced };
}
