import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Sales } from "../schemas";
import type { OfDay } from "./outcomes";
import { type PaymentsOfDay, soldOf } from "./payments";
import { idRanges } from "./purchases";

interface SalesOfDay extends Record<string, unknown> {
  day: string;
  what: "wallet" | "opened";
  n: number;
}

/**
 * What was bought from wallets on each day, without what was canceled, and the challenges that started, whatever paid for
 * them. Each counts by one index: `purchases_wallet_sales`, and the challenges' key.
 */
export const salesSql = (days: string[]) => sql`
  ${countedIn(days, "wallet", sql`purchases`, sql`payment_id is null and amount_cents > 0 and status in (1, 2, 3)`)}
  union all ${countedIn(days, "opened", sql`challenges`, sql`purchase_id is not null`)}`;

const countedIn = (days: string[], what: SalesOfDay["what"], table: SQL, where: SQL) => sql`
  select day, ${what} as what, n from (${idRanges(table, days)}) d, lateral (
    select count(*)::int as n from ${table} where id >= d.since and id < d.before and ${where}) of_day`;

/** The sales of each day, for `salesOf`. */
export async function readSales(db: Database, days: string[]): Promise<SalesOfDay[]> {
  const { rows } = await db.execute<SalesOfDay>(salesSql(days));
  return rows;
}

interface Counted {
  sales: SalesOfDay[];
  payments: PaymentsOfDay[];
  /** The prop accounts that were opened. */
  accounts: OfDay[];
}

/** The sum of these days. */
export function salesOf(days: string[], { sales, payments, accounts }: Counted): Sales {
  const sumOf = (what: SalesOfDay["what"]) =>
    countOf(sales.filter((it) => it.what === what && days.includes(it.day)));
  return {
    card: soldOf(payments),
    wallet: sumOf("wallet"),
    accounts_opened: countOf(accounts) + sumOf("opened"),
  };
}

const countOf = (rows: { n: number }[]) => rows.reduce((sum, { n }) => sum + n, 0);
