import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/database";
import { tradingServer } from "@/lib/trading";
import { sql } from "@/testing/callers";
import { ledgerProblems } from "@/testing/ledger";
import { story } from "@/testing/purchases/actions";
import { tell } from "@/testing/purchases/acts";
import { prepareRefusals, type World } from "@/testing/purchases/world";
import { newTrader, type Trader } from "@/testing/trading";

// Read with the settings, at the first use of them: what hangs is given up soon.
process.env.TRADING_ANSWER_SECONDS = "0.3";
process.env.DATABASE_POOL_SIZE = "30";

const RUNS = 120;
const MOST_MS = 200_000;

/** What a customer may be told. Anything else is a fault of ours. */
const codes = [
  "NOT_ENOUGH_FUNDS",
  "FREE_TIER_LIMIT",
  "INVALID_PAYER_ACCOUNT",
  "INVALID_STATE",
  "IDEMPOTENCY_KEY_REUSED",
  "IDEMPOTENCY_IN_FLIGHT",
  "PAYMENT_FAILED",
  "ACCOUNT_CREATION_FAILED",
  "INITIAL_BALANCE_FAILED",
  "CHALLENGE_CREATION_FAILED",
  "UNAVAILABLE",
];

let me: Trader;
beforeAll(async () => {
  me = await newTrader();
  await prepareRefusals();
});

const purchases = async () => (await sql("select * from purchases")).rows;

/** Customers were told of purchases that exist, of one for each key, and nothing final was undone. */
async function expectTruth({ answers }: World) {
  const statusOf = new Map((await purchases()).map(({ id, status }) => [id, status]));
  const ofKey = new Map<string, number>();
  for (const { key, body } of answers) {
    if (body.error) expect(codes).toContain(body.error.code);
    if (!body.purchase) continue;
    const { id, status } = body.purchase;
    expect(statusOf.has(id)).toBe(true);
    if (status === 3 || status === 5) expect(statusOf.get(id)).toBe(status);
    if (key !== null) expect(ofKey.get(key) ?? id).toBe(id);
    if (key !== null) ofKey.set(key, id);
  }
}

/** What is gone from each wallet is what its active purchases cost. */
async function expectExactBalances({ wallets, funded }: World) {
  const bought = (await purchases()).filter(({ status }) => status === 3);
  for (const login of wallets) {
    const cost = bought
      .filter(({ payer_login }) => payer_login === login)
      .reduce((sum, { amount_cents }) => sum + Number(amount_cents), 0);
    const account = await tradingServer(database()).getAccount(login);
    expect(Number(account?.balanceCents)).toBe((funded.get(login) ?? 0) - cost);
  }
}

/** Of a free program a customer has one at a time, and what is marked as running does run. */
async function expectOneFree() {
  const free = (await purchases()).filter(({ free_running }) => free_running !== null);
  const running = free.filter(({ status }) => status !== 4);
  expect(new Set(running.map(({ program_id }) => program_id)).size).toBe(running.length);
  for (const { status, free_running } of free) expect(free_running).toBe(status !== 4);
}

async function expectPasswordsThatFit({ answers }: World) {
  for (const { body } of answers) {
    if (!body.temporary_password || !body.account) continue;
    const { login } = body.account;
    expect(await tradingServer(database()).passwordFits(login, body.temporary_password)).toBe(true);
  }
}

test("whatever goes wrong, in whatever order and at once, every purchase comes to a good end", async () => {
  const property = fc.asyncProperty(story, async (told) => {
    const world = await tell(me, told);
    expect(await ledgerProblems()).toEqual([]);
    expect((await purchases()).filter((p) => p.rollback_problem !== null)).toEqual([]);
    await expectTruth(world);
    await expectExactBalances(world);
    await expectOneFree();
    await expectPasswordsThatFit(world);
  });
  await fc.assert(property, {
    numRuns: RUNS,
    interruptAfterTimeLimit: MOST_MS,
    markInterruptAsFailure: true,
  });
}, 240_000);
