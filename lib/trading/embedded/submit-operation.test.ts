import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { balanceOf, fund, newTrader, openAccount, type Trader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import type { OperationRequest } from "../port";
import { embeddedTradingServer } from ".";

const server = embeddedTradingServer(database());
// There are no purchases here, only operations.
const problems = () => ledgerProblems({ whole: false });
let me: Trader;
let requests = 0;
beforeEach(async () => {
  me = await newTrader(10_000n);
});

/** An operation on the trader's wallet under a key of its own, unless `more` says otherwise. */
function request(amountCents: bigint, more: Partial<OperationRequest> = {}): OperationRequest {
  requests += 1;
  return {
    requestKey: `operation ${requests}`,
    login: me.login,
    amountCents,
    currency: "usd",
    reason: "TR_REASON_DEPOSIT",
    comment: "A_TEST",
    apiData: { module: "tests" },
    ...more,
  };
}
const submit = (amountCents: bigint, more: Partial<OperationRequest> = {}) =>
  server.submitOperation(request(amountCents, more));
const disable = (login = me.login) => server.setAccountEnabled(login, false);

async function accepted(amountCents: bigint, more: Partial<OperationRequest> = {}) {
  const result = await submit(amountCents, more);
  if (result.status !== "accepted") throw new Error(result.message);
  return result.order;
}

test("submitOperation: an operation → the balance changes, and two postings are written", async () => {
  const order = await accepted(-2_500n, { reason: "TR_REASON_PROP", apiData: { purchase_id: 1 } });
  expect(order).toBeGreaterThanOrEqual(500_100);
  expect(await balanceOf(me.login)).toBe(7_500);
  const { rows } = await sql(
    "select login, house_account, amount_cents::int from postings where order_no = $1 order by login",
    [order],
  );
  expect(rows).toEqual([
    { login: me.login, house_account: null, amount_cents: -2_500 },
    { login: null, house_account: "challenge_fees", amount_cents: 2_500 },
  ]);
  expect(await problems()).toEqual([]);
});

describe("submitOperation: a repeated request key", () => {
  test("accepted → the same order, and the money moves once", async () => {
    const again = request(-4_000n);
    const first = await server.submitOperation(again);
    await fund(me.login, 1n);
    expect(await server.submitOperation(again)).toEqual(first);
    expect(await balanceOf(me.login)).toBe(6_001);
  });

  test("rejected → the same rejection, although the balance covers it by then", async () => {
    const again = request(-10_001n);
    const first = await server.submitOperation(again);
    expect(first).toMatchObject({ status: "rejected", code: "NOT_ENOUGH_FUNDS" });
    await fund(me.login, 100_000n);
    expect(await server.submitOperation(again)).toEqual(first);
    expect(await balanceOf(me.login)).toBe(110_000);
  });

  test("twenty concurrent requests → one order", async () => {
    const again = request(-4_000n);
    const results = await Promise.all(
      Array.from({ length: 20 }, () => server.submitOperation(again)),
    );
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await balanceOf(me.login)).toBe(6_000);
    expect(await problems()).toEqual([]);
  });
});

describe("submitOperation: rejected, nothing moves:", () => {
  test.each<[string, string, () => ReturnType<typeof submit>]>([
    ["beyond the balance of a REAL account", "NOT_ENOUGH_FUNDS", () => submit(-10_001n)],
    ["in another currency", "CURRENCY_MISMATCH", () => submit(-1n, { currency: "eur" })],
    ["on no account", "ACCOUNT_UNKNOWN", () => submit(1n, { login: 1 })],
    ["as the reversal of nothing", "NOT_REVERSIBLE", () => submit(1n, { reverses: 1 })],
    [
      "as a debit of a disabled account",
      "ACCOUNT_DISABLED",
      async () => {
        await disable();
        return submit(-1n);
      },
    ],
  ])("%s: %s", async (_, code, submitRequest) => {
    expect(await submitRequest()).toEqual({
      status: "rejected",
      code,
      message: expect.stringMatching(/\.$/),
    });
    expect(await balanceOf(me.login)).toBe(10_000);
    expect(await server.listOperations(me.login, 10)).toHaveLength(1);
    expect(await problems()).toEqual([]);
  });
});

test("submitOperation: the whole balance → accepted, balance 0", async () => {
  await accepted(-10_000n);
  expect(await balanceOf(me.login)).toBe(0);
});

test("submitOperation: a DEMO account below zero → accepted, against the house's demo money", async () => {
  const login = await openAccount(me, "PRACTICE-USD");
  const order = await accepted(-700n, { login });
  expect(await balanceOf(login)).toBe(-700);
  const { rows } = await sql(
    "select house_account from postings where order_no = $1 and login is null",
    [order],
  );
  expect(rows).toEqual([{ house_account: "demo_money" }]);
});

test("submitOperation: a disabled account → deposits and reversals are accepted", async () => {
  const [withdrawn, paidIn] = [await accepted(-3_000n), await accepted(200n)];
  await disable();
  await accepted(500n);
  await accepted(3_000n, { reverses: withdrawn });
  await accepted(-200n, { reverses: paidIn });
  expect(await balanceOf(me.login)).toBe(10_500);
});
