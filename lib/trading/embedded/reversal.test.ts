import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/database";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf } from "@/testing/prop";
import { fund, newTrader, openAccount, type Trader } from "@/testing/trading";
import { embeddedTradingServer } from ".";

const server = embeddedTradingServer(database());
// There are no purchases here, only operations.
const problems = () => ledgerProblems({ whole: false });
let me: Trader;
let order: number;
let requests = 0;

/** A movement of the wallet, or of another account, that may take one back. */
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

async function accepted(answer: ReturnType<typeof submit>) {
  const said = await answer;
  if (said.outcome !== "accepted") throw new Error(said.message);
  return said.order;
}

beforeEach(async () => {
  me = await newTrader(10_000n);
  order = await accepted(submit(-4_000n));
});

test("a reversal gives the money back, and each of the two names the other", async () => {
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
])("a movement isn't reversed %s", async (_, ask) => {
  expect(await ask()).toMatchObject({ outcome: "refused", code: "NOT_REVERSIBLE" });
  expect(await problems()).toEqual([]);
});

test("a reversal can't take what a REAL account doesn't have any more", async () => {
  await fund(me.login, 500n);
  const [deposit] = await server.listOperations(me.login, 1);
  await accepted(submit(-6_300n));
  expect(await submit(-500n, deposit?.order)).toMatchObject({ code: "NOT_ENOUGH_FUNDS" });
  expect(await balanceOf(me.login)).toBe(200);
});

test("of twenty reversals at once, under different keys, one is done", async () => {
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => submit(4_000n, order)));
  const done = answers.filter(
    (answer) => answer.status === "fulfilled" && answer.value.outcome === "accepted",
  );
  expect(done).toHaveLength(1);
  expect(await balanceOf(me.login)).toBe(10_000);
  expect(await problems()).toEqual([]);
});
