import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";

const MOST = 100;

/**
 * Descriptions of where the embedded ledger contradicts itself; empty while it balances. The database rejects
 * each of these at commit, so a fault was written past its rules. Sums every posting.
 */
export async function ledgerFaults(db: Database): Promise<string[]> {
  const found = async (query: SQL) => {
    const { rows } = await db.execute<{ fault: string }>(sql`${query} limit ${MOST}`);
    return rows.map(({ fault }) => fault);
  };
  return [
    ...(await found(sql`
      select 'operation ' || order_no || ': its postings sum to ' || sum(amount_cents) || ' ' || currency as fault
      from postings group by order_no, currency having sum(amount_cents) <> 0 order by order_no`)),
    ...(await found(sql`
      select 'operation ' || o.order_no || ': booked without postings' as fault
      from finance_operations o left join postings p using (order_no)
      where o.refusal is null and o.amount_cents <> 0 and p.order_no is null order by o.order_no`)),
    ...(await found(sql`
      select 'account ' || a.login || ': balance ' || a.balance_cents || ', its postings ' || coalesce(sum(p.amount_cents), 0) as fault
      from trading_accounts a left join postings p on p.login = a.login
      group by a.login having a.balance_cents <> coalesce(sum(p.amount_cents), 0) order by a.login`)),
    ...(await found(sql`
      select 'account ' || a.login || ': debt ' || a.debt_cents || ', its operations ' || coalesce(sum(o.debt_cents), 0) as fault
      from trading_accounts a left join finance_operations o on o.login = a.login and o.refusal is null
      group by a.login having a.debt_cents <> coalesce(sum(o.debt_cents), 0) order by a.login`)),
  ];
}
