import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { balanceOf, buyFromWallet, contextOf, fund, newTrader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { sagaServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import { purchasesOf, rowCounts } from "@/testing/purchases/counts";
import { buyChallenge } from "./buy";

const PRICE = 49_900;

/** How often each result came: the purchase's status, or the error's code. */
function resultCounts(responses: Awaited<ReturnType<typeof buyFromWallet>>[]) {
  const counts: Record<string, number> = {};
  for (const { body } of responses) {
    const result = body.purchase?.status_name ?? body.error.code;
    counts[result] = (counts[result] ?? 0) + 1;
  }
  return counts;
}

test("POST /prop/challenge/buy: 200 concurrent purchases, money for 10 → exactly 10 bought", async () => {
  const me = await newTrader(BigInt(10 * PRICE + 1_234));
  const before = await rowCounts();
  const responses = await Promise.all(
    Array.from({ length: 200 }, (_, i) => buyFromWallet(me, { idempotency_key: `click ${i}` })),
  );
  expect(resultCounts(responses)).toEqual({ active: 10, NOT_ENOUGH_FUNDS: 190 });
  expect(await balanceOf(me.login)).toBe(1_234);
  const stored = await purchasesOf(me.id);
  expect(stored.map(({ status }) => status)).toEqual(Array(10).fill(3));
  const { purchases, challenges, accounts } = before;
  expect(await rowCounts()).toMatchObject({
    purchases: purchases + 10,
    challenges: challenges + 10,
    accounts: accounts + 10,
  });
  expect(await ledgerProblems()).toEqual([]);
}, 60_000);

test("POST /prop/challenge/buy: concurrent deposits and purchases → the balance is exact to the cent", async () => {
  const me = await newTrader(BigInt(PRICE));
  const deposits = Array.from({ length: 30 }, (_, i) => 9_901 + i);
  const buying = Promise.all(Array.from({ length: 30 }, () => buyFromWallet(me)));
  await Promise.all(deposits.map((cents) => fund(me.login, BigInt(cents))));
  const { active = 0, ...rejected } = resultCounts(await buying);
  expect(active).toBeGreaterThan(0);
  expect(Object.keys(rejected)).toEqual(["NOT_ENOUGH_FUNDS"]);
  const paidIn = deposits.reduce((sum, cents) => sum + cents, PRICE);
  expect(await balanceOf(me.login)).toBe(paidIn - active * PRICE);
  expect(await ledgerProblems()).toEqual([]);
});

test("buyChallenge: the balance falls between check and withdrawal → NOT_ENOUGH_FUNDS, nothing written", async () => {
  const me = await newTrader(BigInt(PRICE));
  const before = await rowCounts();
  const server = tradingServer(database());
  const draining = {
    ...sagaServer(server),
    submitOperation: async (request: Parameters<typeof server.submitOperation>[0]) => {
      await fund(me.login, -1n);
      return server.submitOperation(request);
    },
  };
  const input = { program_id: 1, payer_login: me.login, idempotency_key: "a click" };
  await expect(buyChallenge(contextOf(me), input, draining)).rejects.toMatchObject({
    code: "NOT_ENOUGH_FUNDS",
    message: expect.stringMatching(/no longer covers the price of 499.00 USD. Nothing was charged/),
    beside: undefined,
  });
  const { purchases, challenges, accounts } = before;
  expect(await rowCounts()).toMatchObject({ purchases, challenges, accounts });
  const params = { login: me.login };
  const { rows } = (await as(me).get(`/prop/accounts/${params.login}/operations`)).body;
  expect(rows.map(({ amount }: { amount: number }) => amount)).toEqual([-0.01, 499]);
  expect(await ledgerProblems()).toEqual([]);

  await fund(me.login, 1n);
  const again = await buyFromWallet(me, { idempotency_key: "a click" });
  expect([again.status, again.body.idempotent]).toEqual([200, false]);
});
