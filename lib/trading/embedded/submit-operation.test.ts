import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf } from "@/testing/prop";
import { fund, newTrader, openAccount, type Trader } from "@/testing/trading";
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

/** An operation on the trader's wallet under a key of its own, unless told. */
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
  const answer = await submit(amountCents, more);
  if (answer.outcome !== "accepted") throw new Error(answer.message);
  return answer.order;
}

test("an operation moves the balance and is written with both of its sides", async () => {
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

describe("a request key gets its first answer for ever", () => {
  test("an accepted one the same order, and the money moves once", async () => {
    const again = request(-4_000n);
    const first = await server.submitOperation(again);
    await fund(me.login, 1n);
    expect(await server.submitOperation(again)).toEqual(first);
    expect(await balanceOf(me.login)).toBe(6_001);
  });

  test("a refused one its refusal, also when the money has come since", async () => {
    const again = request(-10_001n);
    const first = await server.submitOperation(again);
    expect(first).toMatchObject({ outcome: "refused", code: "NOT_ENOUGH_FUNDS" });
    await fund(me.login, 100_000n);
    expect(await server.submitOperation(again)).toEqual(first);
    expect(await balanceOf(me.login)).toBe(110_000);
  });

  test("twenty at once one order", async () => {
    const again = request(-4_000n);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => server.submitOperation(again)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await balanceOf(me.login)).toBe(6_000);
    expect(await problems()).toEqual([]);
  });
});

describe("it is refused, and nothing moves,", () => {
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
  ])("%s: %s", async (_, code, ask) => {
    expect(await ask()).toEqual({
      outcome: "refused",
      code,
      message: expect.stringMatching(/\.$/),
    });
    expect(await balanceOf(me.login)).toBe(10_000);
    expect(await server.listOperations(me.login, 10)).toHaveLength(1);
    expect(await problems()).toEqual([]);
  });
});

test("to the last cent is not beyond the balance", async () => {
  await accepted(-10_000n);
  expect(await balanceOf(me.login)).toBe(0);
});

test("a DEMO account may go below zero, against the house's demo money", async () => {
  const login = await openAccount(me, "PRACTICE-USD");
  const order = await accepted(-700n, { login });
  expect(await balanceOf(login)).toBe(-700);
  const { rows } = await sql(
    "select house_account from postings where order_no = $1 and login is null",
    [order],
  );
  expect(rows).toEqual([{ house_account: "demo_money" }]);
});

test("a disabled account takes deposits, and what was booked on it can be taken back", async () => {
  const [withdrawn, paidIn] = [await accepted(-3_000n), await accepted(200n)];
  await disable();
  await accepted(500n);
  await accepted(3_000n, { reverses: withdrawn });
  await accepted(-200n, { reverses: paidIn });
  expect(await balanceOf(me.login)).toBe(10_500);
});
