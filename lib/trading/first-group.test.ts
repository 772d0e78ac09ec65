import { afterEach, beforeEach, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { anonymous } from "@/testing/actors/credentials";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

const usual = env().WALLET_GROUP;
afterEach(() => {
  env().WALLET_GROUP = usual;
});
/** The database as the first migration leaves it. */
beforeEach(() =>
  sql(
    "begin; set local session_replication_role = replica; truncate account_groups, trading_accounts, finance_operations, postings, graphile_worker._private_jobs cascade; commit",
  ),
);

let people = 0;
const join = () =>
  as(anonymous).post("/api/sign-up", {
    email: `first-${++people}@example.com`,
    password: "a long enough password",
  });
const groups = async () =>
  (
    await sql(
      "select name, account_mode, currency, default_deposit_cents::int as deposit, (select count(*)::int from trading_accounts where group_name = name) as wallets from account_groups order by name",
    )
  ).rows;

test("sign-up: no account group exists → the wallet's is created once, and everyone has a wallet", async () => {
  const joined = await Promise.all(Array.from({ length: 5 }, join));
  expect(joined.map(({ status }) => status)).toEqual(Array(5).fill(201));
  expect(await groups()).toEqual([
    { name: "WALLET-USD", account_mode: 1, currency: "usd", deposit: 0, wallets: 5 },
  ]);
  await sql("update graphile_worker._private_jobs set run_at = now()");
  await runAllJobs();
  const { rows } = await sql("select from graphile_worker.jobs where attempts > 0");
  expect(rows).toEqual([]);
});

test("sign-up: no group exists and WALLET_GROUP names euros → a group in euros", async () => {
  env().WALLET_GROUP = "WALLET-EUR";
  await join();
  expect(await groups()).toMatchObject([{ name: "WALLET-EUR", currency: "eur", wallets: 1 }]);
});

test("sign-up: the firm has groups and WALLET_GROUP is none of them → none is created", async () => {
  await sql(
    "insert into account_groups (name, brand, account_mode, currency, leverage) values ('OWN', 'b', 0, 'usd', 1)",
  );
  await join();
  expect(await groups()).toMatchObject([{ name: "OWN", wallets: 0 }]);
});
