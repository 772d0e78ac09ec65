import { sql } from "../database/sql";

/** A customer's purchases as they are stored, oldest first. */
export async function purchasesOf(customerId: number) {
  const { rows } = await sql("select * from purchases where customer_id = $1 order by id", [
    customerId,
  ]);
  return rows;
}

/** The number of rows in each table that a purchase writes to. */
export async function rowCounts() {
  const { rows } = await sql(
    `select (select count(*) from purchases)::int as purchases, (select count(*) from challenges)::int as challenges,
      (select count(*) from finance_operations)::int as operations, (select count(*) from trading_accounts)::int as accounts,
      (select count(*) from graphile_worker.jobs)::int as jobs`,
  );
  return rows[0];
}
