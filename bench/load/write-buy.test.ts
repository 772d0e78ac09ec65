import { expect, test } from "vitest";
import { connection } from "@/lib/core/database";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { OUTBOX, writeBuy } from "./write-buy";

const tables = [
  "purchases",
  "challenges",
  "challenge_phases",
  "trading_accounts",
  "finance_operations",
  "postings",
];
const counts = async (outbox: string): Promise<number[]> =>
  Promise.all(
    [...tables, outbox].map(
      async (table) => (await sql(`select count(*)::int as rows from ${table}`)).rows[0].rows,
    ),
  );
/** The number of rows that `work` adds to each table. */
async function added(outbox: string, work: () => Promise<unknown>): Promise<number[]> {
  const before = await counts(outbox);
  await work();
  return (await counts(outbox)).map((now, at) => now - (before[at] ?? 0));
}

test("writeBuy: one purchase of the baseline → as many rows as the product's, and the same account", async () => {
  const me = await newTrader(200_000n);
  const product = await added("mail_outbox", () => buyFromWallet(me, { idempotency_key: "one" }));
  await sql(OUTBOX);
  const client = await connection().pool.connect();
  const baseline = await added("bench_outbox", () =>
    writeBuy(client, { customerId: me.id, login: me.login }, "two"),
  ).finally(() => client.release());
  expect(baseline).toEqual(product);
  expect(product).toEqual([1, 1, 1, 1, 2, 4, 1]);
  const left = await sql(
    `select p.status, p.amount_cents, p.account_group, p.initial_balance_cents, a.balance_cents, a.purpose, a.group_name, a.account_mode, a.leverage, c.status as challenge
     from purchases p join trading_accounts a on a.login = p.account_login join challenges c on c.purchase_id = p.id
     where p.customer_id = $1 order by p.id`,
    [me.id],
  );
  expect(left.rows).toHaveLength(2);
  expect(left.rows[1]).toEqual(left.rows[0]);
});
