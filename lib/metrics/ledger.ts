import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { metrics } from "./registry";

/** Everything is summed again this often; between, only what was booked since. */
const WHOLE_MS = 3600 * 1000;

interface Checked {
  at: number;
  /** Up to this order all is in the sums. */
  upTo: number;
  sums: Map<string, bigint>;
  unbalanced: number;
}
const nothing = (): Checked => ({ at: Date.now(), upTo: 0, sums: new Map(), unbalanced: 0 });
let checked = nothing();

/**
 * Whether the books balance. Postings are append-only, so what was summed stays summed. An order gets
 * its number before it commits: the last minute's are counted each time and kept out of the sums.
 */
export async function readLedger(db: Database): Promise<void> {
  const { imbalance, unbalanced } = metrics();
  if (Date.now() - checked.at > WHOLE_MS) checked = nothing();
  const { rows } = await db.execute<{ last: number }>(
    sql`select coalesce(max(order_no), 0) as last from finance_operations
      where order_no > ${checked.upTo} and created_at < now() - interval '1 minute'`,
  );
  const settled = Math.max(checked.upTo, rows[0]?.last ?? 0);
  checked = add(checked, await sumOf(db, checked.upTo, settled));
  checked.upTo = settled;
  const now = add(checked, await sumOf(db, settled, null));
  imbalance.reset();
  for (const [currency, cents] of now.sums) imbalance.set({ currency }, Number(cents));
  unbalanced.set(now.unbalanced);
}

/** Forgets what was summed, for tests. */
export const forgetLedger = () => {
  checked = nothing();
};

type Sums = Pick<Checked, "sums" | "unbalanced">;

async function sumOf(db: Database, after: number, upTo: number | null): Promise<Sums> {
  const range = (column: string) =>
    sql`${sql.raw(column)} > ${after} and (${upTo}::int is null or ${sql.raw(column)} <= ${upTo}::int)`;
  const sums = await db.execute<{ currency: string; cents: string }>(
    sql`select currency, sum(amount_cents) as cents from postings where ${range("order_no")} group by currency`,
  );
  const odd = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from (
      select o.order_no from finance_operations o left join postings p using (order_no)
      where o.refusal is null and ${range("o.order_no")}
      group by o.order_no having count(p.*) < 2 or sum(p.amount_cents) <> 0) odd`);
  return {
    sums: new Map(sums.rows.map(({ currency, cents }) => [currency, BigInt(cents)])),
    unbalanced: odd.rows[0]?.n ?? 0,
  };
}

function add(known: Checked, more: Sums): Checked {
  const sums = new Map(known.sums);
  for (const [currency, cents] of more.sums) {
    sums.set(currency, (sums.get(currency) ?? 0n) + cents);
  }
  return { ...known, sums, unbalanced: known.unbalanced + more.unbalanced };
}
