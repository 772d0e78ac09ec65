import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { balanceOf, fund, newTrader, openAccount, type Trader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { embeddedTradingServer } from ".";

const server = embeddedTradingServer(database());
// There are no purchases here, only operations.
const problems = () => ledgerProblems({ whole: false });
let me: Trader;
let order: number;
let requests = 0;

/** An operation on the wallet, or on another account, that may reverse one. */
function submit(amountCents: bigint, reverses?: number, login = me.login) {
  requests += 1;
  return server.submitOperation({
    requestKey: `operation ${requests}`,
    login,
    amountCents,
    currency: "usd",
    reason: "TR_REASON_PROP",
    comment: `A_TEST_${requests}`,
    apiData: { module: "tests" },
    ...(reverses !== undefined && { reverses }),
  });
}

async function accepted(submitted: ReturnType<typeof submit>) {
  const result = await submitted;
  if (result.status !== "accepted") throw new Error(result.message);
  return result.order;
}

beforeEach(async () => {
  me = await newTrader(10_000n);
  order = await accepted(submit(-4_000n));
});

test("submitOperation: a reversal → the money is back, and both operations reference each other", async () => {
  const back = await accepted(submit(4_000n, order));
  expect(await balanceOf(me.login)).toBe(10_000);
  const [reversal, original] = await server.listOperations(me.login, 2);
  expect(reversal).toMatchObject({ order: back, reverses: order, reversedBy: null });
  expect(original).toMatchObject({ order, reverses: null, reversedBy: back });
  expect(await problems()).toEqual([]);
});

test.each<[string, () => Promise<Awaited<ReturnType<typeof submit>>>]>([
  [
    "twice",
    async () => {
      await accepted(submit(4_000n, order));
      return submit(4_000n, order);
    },
  ],
  ["in part", () => submit(3_999n, order)],
  ["for more than it was", () => submit(4_001n, order)],
  ["in the same direction", () => submit(-4_000n, order)],
  [
    "on another account",
    async () => {
      const other = await openAccount(me, "WALLET-USD");
      return submit(4_000n, order, other);
    },
  ],
  [
    "when it was refused",
    async () => {
      expect(await submit(-50_000n)).toMatchObject({ code: "NOT_ENOUGH_FUNDS" });
      return submit(50_000n, order + 1);
    },
  ],
])("a movement isn't reversed %s", async (_, submitRequest) => {
  expect(await submitRequest()).toMatchObject({ status: "rejected", code: "NOT_REVERSIBLE" });
  expect(await problems()).toEqual([]);
});

test("submitOperation: a reversal beyond the balance of a REAL account → rejected", async () => {
  await fund(me.login, 500n);
  const [deposit] = await server.listOperations(me.login, 1);
  await accepted(submit(-6_300n));
  expect(await submit(-500n, deposit?.order)).toMatchObject({ code: "NOT_ENOUGH_FUNDS" });
  expect(await balanceOf(me.login)).toBe(200);
});

test("submitOperation: twenty concurrent reversals under different keys → one accepted", async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => submit(4_000n, order)));
  const done = results.filter(
    (result) => result.status === "fulfilled" && result.value.status === "accepted",
  );
  expect(done).toHaveLength(1);
  expect(await balanceOf(me.login)).toBe(10_000);
  expect(await problems()).toEqual([]);
});
