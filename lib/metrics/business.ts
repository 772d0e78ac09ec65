import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { firstIdOf } from "@/lib/core/ids";
import { metrics } from "@/lib/core/metrics";

const DAY_MS = 24 * 3600 * 1000;
/** More purchases than a day has: their ids, unlike the others, don't contain the time of creation. */
const MAX_PURCHASES = 20_000;

const purchaseStatuses = ["pending", "paid", "account_created", "active", "failed", "refunded"];

/** Reads the payments, purchases and accounts of the last 24 hours, each from a range of a primary key. */
export async function readBusiness(db: Database): Promise<void> {
  const { payments, purchases, accounts, provisioning } = metrics();
  const since = Date.now() - DAY_MS;

  const paymentCounts = await db.execute<{ kind: string; status: string; n: number }>(
    sql`select kind, status, count(*)::int as n from payments where id >= ${firstIdOf("pay", since)} group by kind, status`,
  );
  payments.reset();
  for (const { kind, status, n } of paymentCounts.rows) payments.set({ kind, status }, n);

  const purchaseCounts = await db.execute<{ status: number; n: number }>(sql`
    select status, count(*)::int as n from purchases
    where id > (select coalesce(max(id), 0) - ${MAX_PURCHASES} from purchases) and created_at > now() - interval '24 hours'
    group by status`);
  purchases.reset();
  for (const { status, n } of purchaseCounts.rows) {
    purchases.set({ status: purchaseStatuses[status] ?? String(status) }, n);
  }

  const accountCounts = await db.execute<{ status: string; n: number }>(
    sql`select status, count(*)::int as n from prop_accounts where id >= ${firstIdOf("prop", since)} group by status`,
  );
  accounts.reset();
  for (const { status, n } of accountCounts.rows) accounts.set({ status }, n);

  const durations = await db.execute<{
    p50: number | null;
    p95: number | null;
    max: number | null;
  }>(sql`
    select percentile_cont(0.5) within group (order by s) as p50,
      percentile_cont(0.95) within group (order by s) as p95, max(s) as max
    from (select extract(epoch from activated_at - created_at)::float8 as s from prop_accounts
      where id >= ${firstIdOf("prop", since)} and activated_at is not null) seconds`);
  provisioning.reset();
  const { p50, p95, max } = durations.rows[0] ?? {};
  if (p50 != null) provisioning.set({ of: "p50" }, p50);
  if (p95 != null) provisioning.set({ of: "p95" }, p95);
  if (max != null) provisioning.set({ of: "max" }, max);
}
