import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { metrics } from "@/lib/core/metrics";

/** Wallets have two ranges of logins, which are counted together. */
const KINDS: Record<string, string> = { more_wallet_logins: "wallet_logins" };

/**
 * Reads how many numbers each sequence has left before it, or the column that it fills, ends. Sequences of 64 bits are
 * left out, as they never end.
 */
export async function readNumbers(db: Database): Promise<void> {
  const { rows } = await db.execute<{ name: string; left: number }>(sql`
    select sequencename as name,
      (least(max_value, 2147483647) - coalesce(last_value, start_value - 1))::float8 as left
    from pg_sequences
    where schemaname = 'public' and (data_type = 'integer'::regtype
      or sequencename in ('wallet_logins', 'more_wallet_logins', 'challenge_logins', 'finance_operations_order_no_seq'))`);
  const left = new Map<string, number>();
  for (const row of rows) {
    const kind = KINDS[row.name] ?? row.name;
    left.set(kind, (left.get(kind) ?? 0) + row.left);
  }
  const { numbersLeft } = metrics();
  numbersLeft.reset();
  for (const [of, count] of left) numbersLeft.set({ of }, count);
}
