import { beforeAll, describe, expect, test } from "vitest";
import { fund, newTrader, openAccount } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { verdict } from "@/testing/database/verdict";

let wallet: number;
let practice: number;
beforeAll(async () => {
  const me = await newTrader(10_000n);
  wallet = me.login;
  practice = await openAccount(me, "PRACTICE-USD");
});

describe("finance_operations, postings: append-only", () => {
  test.each([
    ["update postings set amount_cents = amount_cents + 1", "postings_append_only"],
    ["delete from postings", "postings_append_only"],
    ["truncate postings", "postings_append_only"],
    ["update finance_operations set comment = 'OTHER'", "finance_operations_append_only"],
    ["update finance_operations set amount_cents = 1", "finance_operations_append_only"],
    ["update finance_operations set login = login + 1", "finance_operations_append_only"],
    ["update finance_operations set reversed_by_order = null", "finance_operations_append_only"],
    ["delete from finance_operations", "finance_operations_append_only"],
    ["truncate finance_operations cascade", "finance_operations_append_only"],
  ])("%s: %s", async (statement, rule) => {
    const booked = "select o.*, p.* from finance_operations o join postings p using (order_no)";
    const before = (await sql(booked)).rows;
    expect(await verdict(statement)).toBe(rule);
    expect((await sql(booked)).rows).toEqual(before);
  });
});

describe("postings", () => {
  test.each([
    ["of an account and the house", "$1, 'card_deposits'", "postings_one_owner"],
    ["without an owner", "nullif($1::int, $1), null", "postings_one_owner"],
    ["beside the two that are there", "$1, null", "postings_sides"],
  ])("%s → rejected", async (_, owner, rule) => {
    const insert = `insert into postings (order_no, login, house_account, amount_cents, currency)
      select max(order_no), ${owner}, 1, 'usd' from finance_operations`;
    expect(await verdict(insert, [wallet])).toBe(rule);
  });
});

test("postings: added to a rejected operation → rejected", async () => {
  const { rows } = await sql(
    `insert into finance_operations (login, command, amount_cents, currency, refusal, reason, comment, api_data, request_key)
     values ($1, 6, 100, 'usd', 'REFUSED', 'TR_REASON_DEPOSIT', 'A_TEST', '{}', gen_random_uuid()) returning order_no`,
    [wallet],
  );
  const insert =
    "insert into postings (order_no, login, amount_cents, currency) values ($1, $2, 100, 'usd')";
  expect(await verdict(insert, [rows[0].order_no, wallet])).toBe("finance_operations_balance");
});

test("finance_operations: reversed_by without the other's reverses → rejected", async () => {
  await fund(wallet, 500n);
  const { rows } = await sql(
    "select order_no from finance_operations where login = $1 order by 1",
    [wallet],
  );
  const set = "update finance_operations set reversed_by_order = $2 where order_no = $1";
  expect(await verdict(set, [rows[0].order_no, rows.at(-1)?.order_no])).toBe(
    "finance_operations_reversed_by",
  );
});

test("trading_accounts: a REAL balance below zero, or a balance other than its operations → rejected", async () => {
  const set = "update trading_accounts set balance_cents = $2 where login = $1";
  expect(await verdict(set, [wallet, -1])).toBe("trading_accounts_real_not_negative");
  expect(await verdict(set, [wallet, 999_999])).toBe("trading_accounts_balance");
  expect(await verdict(set, [practice, -1])).toBe("trading_accounts_balance");
});

describe("account_groups: the terms of a group with accounts", () => {
  test.each([
    ["account_mode = 0", "trading_accounts_group"],
    ["currency = 'eur'", "trading_accounts_group"],
    ["name = 'WALLET-NEW'", "trading_accounts_group"],
    ["leverage = 50", "accepted"],
    ["default_deposit_cents = 100", "accepted"],
    ["default_deposit_cents = -1", "account_groups_deposit"],
    ["leverage = 0", "account_groups_leverage"],
  ])("%s: %s", async (change, rule) => {
    const set = `update account_groups set ${change} where name = 'WALLET-USD'`;
    expect(await verdict(set)).toBe(rule);
  });

  test("a group without accounts → can change", async () => {
    const set = "update account_groups set account_mode = 0, currency = 'gbp' where name = $1";
    expect(await verdict(set, ["PROP-FUNDED-100K"])).toBe("accepted");
  });

  test("an account's mode or currency other than its group's → rejected", async () => {
    for (const change of ["account_mode = 0", "currency = 'eur'"]) {
      const set = `update trading_accounts set ${change} where login = $1`;
      expect(await verdict(set, [wallet])).toMatch(
        /^(trading_accounts_group|finance_operations_account)$/,
      );
    }
  });
});

test("sequences: logins of wallets → from 100001, later from 1000000000; of challenges → from 2000100; orders → from 500100", async () => {
  const { rows } = await sql(
    "select sequencename::text as name, start_value::int as start from pg_sequences where sequencename in ('wallet_logins', 'more_wallet_logins', 'challenge_logins', 'finance_operations_order_no_seq') order by start_value",
  );
  expect(rows).toEqual([
    { name: "wallet_logins", start: 100_001 },
    { name: "finance_operations_order_no_seq", start: 500_100 },
    { name: "challenge_logins", start: 2_000_100 },
    { name: "more_wallet_logins", start: 1_000_000_000 },
  ]);
  const first = await sql("select min(login) as login from trading_accounts");
  const order = await sql("select min(order_no) as first from finance_operations");
  expect([first.rows[0].login, order.rows[0].first]).toEqual([100_001, 500_100]);
});
