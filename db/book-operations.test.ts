import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { connection } from "@/lib/core/database";
import { balanceOf, newTrader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";

let login: number;
beforeEach(async () => {
  ({ login } = await newTrader(10_000n));
});
// There are no purchases here, only operations.
afterAll(async () => expect(await ledgerProblems({ whole: false })).toEqual([]));

const BOOK =
  "select booked_key as key, operation_order as order, rejection from book_operations($1::jsonb)";
const operation = (key: string, cents: number, of = login, more: object = {}) => ({
  request_key: key,
  login: of,
  amount_cents: cents,
  currency: "usd",
  reason: "TR_REASON_DEPOSIT",
  comment: "A_TEST",
  api_data: {},
  ...more,
});
const book = async (...operations: object[]) =>
  (await sql(BOOK, [JSON.stringify(operations)])).rows;

test("book_operations: several operations of one account → each decided after the one before it, in the order of their numbers", async () => {
  await book(operation(`first ${login}`, 100));
  const booked = await book(
    operation(`in ${login}`, 5_000),
    operation(`out ${login}`, -15_100),
    operation(`too much ${login}`, -1),
    operation(`first ${login}`, 100),
    operation("no account", 1, 1),
    operation(`debt ${login}`, -300, login, { may_owe: true }),
    operation(`repaid ${login}`, 1_000),
  );
  const [first, into, out, rejected] = (
    await sql(
      `select order_no as order, balance_after_cents::int as balance from finance_operations
       where request_key like '% ' || $1 and request_key not like 'trader%' order by order_no`,
      [login],
    )
  ).rows;
  expect(booked.map(({ rejection }) => rejection)).toEqual([
    null,
    null,
    "NOT_ENOUGH_FUNDS",
    null,
    "ACCOUNT_UNKNOWN",
    null,
    null,
  ]);
  expect(booked.slice(0, 5).map(({ order }) => order)).toEqual([
    into.order,
    out.order,
    rejected.order,
    first.order,
    null,
  ]);
  expect([into.balance, out.balance, rejected.balance]).toEqual([15_100, 0, null]);
  expect(await balanceOf(login)).toBe(700);
});

test("book_operations: a key that another account's operation takes concurrently → rejected, then its result", async () => {
  const other = (await newTrader(10_000n)).login;
  const key = `contested ${login}`;
  const client = await connection().pool.connect();
  await client.query("begin");
  const { rows } = await client.query(BOOK, [JSON.stringify([operation(key, 100)])]);
  const second = book(operation(key, 100, other)).catch((error) => error.constraint);
  await vi.waitFor(async () => {
    const waiting = await sql("select from pg_locks where not granted");
    expect(waiting.rowCount).toBe(1);
  });
  await client.query("commit");
  client.release();
  expect(await second).toBe("finance_operations_request_key_unique");
  expect(await book(operation(key, 100, other))).toEqual(rows);
  expect(await balanceOf(other)).toBe(10_000);
});
