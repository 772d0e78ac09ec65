import { expect, test } from "vitest";
import { database } from "@/lib/database";
import { tradingServer } from "@/lib/trading";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf, census, prop, purchasesOf } from "@/testing/prop";
import { buyThroughRoute, contextOf, fund, newTrader } from "@/testing/trading";
import { buyChallenge } from "./buy";

const PRICE = 49_900;

/** How often each outcome came: the purchase's status, or the error's code. */
function outcomes(answers: Awaited<ReturnType<typeof buyThroughRoute>>[]) {
  const counts: Record<string, number> = {};
  for (const { body } of answers) {
    const outcome = body.purchase?.status_name ?? body.error.code;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

test("of 200 purchases at once, a wallet that affords 10 buys exactly 10", async () => {
  const me = await newTrader(BigInt(10 * PRICE + 1_234));
  const before = await census();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => buyThroughRoute(me, { idempotency_key: `click ${i}` })),
  );
  expect(outcomes(answers)).toEqual({ active: 10, NOT_ENOUGH_FUNDS: 190 });
  expect(await balanceOf(me.login)).toBe(1_234);
  const stored = await purchasesOf(me.id);
  expect(stored.map(({ status }) => status)).toEqual(Array(10).fill(3));
  const { purchases, challenges, accounts } = before;
  expect(await census()).toMatchObject({
    purchases: purchases + 10,
    challenges: challenges + 10,
    accounts: accounts + 10,
  });
  expect(await ledgerProblems()).toEqual([]);
}, 60_000);

test("deposits and purchases at once keep the balance exact to the cent", async () => {
  const me = await newTrader(BigInt(PRICE));
  const deposits = Array.from({ length: 30 }, (_, i) => 9_901 + i);
  const buying = Promise.all(Array.from({ length: 30 }, () => buyThroughRoute(me)));
  await Promise.all(deposits.map((cents) => fund(me.login, BigInt(cents))));
  const { active = 0, ...refused } = outcomes(await buying);
  expect(active).toBeGreaterThan(0);
  expect(Object.keys(refused)).toEqual(["NOT_ENOUGH_FUNDS"]);
  const paidIn = deposits.reduce((sum, cents) => sum + cents, PRICE);
  expect(await balanceOf(me.login)).toBe(paidIn - active * PRICE);
  expect(await ledgerProblems()).toEqual([]);
});

test("a wallet that is drained between check and debit is NOT_ENOUGH_FUNDS, and nothing is left", async () => {
  const me = await newTrader(BigInt(PRICE));
  const before = await census();
  const server = tradingServer(database());
  const draining = {
    ...server,
    submitOperation: async (request: Parameters<typeof server.submitOperation>[0]) => {
      await fund(me.login, -1n);
      return server.submitOperation(request);
    },
  };
  const input = { program_id: 1, payer_login: me.login, idempotency_key: "a click" };
  await expect(buyChallenge(contextOf(me), input, draining)).rejects.toMatchObject({
    code: "NOT_ENOUGH_FUNDS",
    message: expect.stringMatching(/no longer covers the price 499.00 USD. Nothing was charged/),
    beside: undefined,
  });
  const { purchases, challenges, accounts } = before;
  expect(await census()).toMatchObject({ purchases, challenges, accounts });
  const params = { login: me.login };
  const { rows } = (await prop(me, "GET accounts/[login]/operations", { params })).body;
  expect(rows.map(({ amount }: { amount: number }) => amount)).toEqual([-0.01, 499]);
  expect(await ledgerProblems()).toEqual([]);

  await fund(me.login, 1n);
  const again = await buyThroughRoute(me, { idempotency_key: "a click" });
  expect([again.status, again.body.idempotent]).toEqual([200, false]);
});
