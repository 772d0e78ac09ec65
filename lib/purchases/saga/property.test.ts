import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { story } from "@/testing/purchases/actions";
import { playStory } from "@/testing/purchases/play-story";
import { prepareRejections, type World } from "@/testing/purchases/world";

// Read with the settings, at their first use: a call that hangs times out soon.
process.env.TRADING_TIMEOUT_SECONDS = "0.3";
process.env.DATABASE_POOL_SIZE = "30";

const RUNS = 120;
const MOST_MS = 200_000;

/** The codes that a customer may get. Any other is a fault of ours. */
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
  await prepareRejections();
});

const purchases = async () => (await sql("select * from purchases")).rows;

/** Responses name existing purchases, one for each key, and no final status was undone. */
async function expectTruth({ responses }: World) {
  const statusOf = new Map((await purchases()).map(({ id, status }) => [id, status]));
  const ofKey = new Map<string, number>();
  for (const { key, body } of responses) {
    if (body.error) expect(codes).toContain(body.error.code);
    if (!body.purchase) continue;
    const { id, status } = body.purchase;
    expect(statusOf.has(id)).toBe(true);
    if (status === 3 || status === 5) expect(statusOf.get(id)).toBe(status);
    if (key !== null) expect(ofKey.get(key) ?? id).toBe(id);
    if (key !== null) ofKey.set(key, id);
  }
}

/** Each wallet lacks exactly the prices of its active purchases. */
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

/** A customer has one running purchase of a free program at a time, and one that is marked as running does run. */
async function expectOneFree() {
  const free = (await purchases()).filter(({ free_running }) => free_running !== null);
  const running = free.filter(({ status }) => status !== 4);
  expect(new Set(running.map(({ program_id }) => program_id)).size).toBe(running.length);
  for (const { status, free_running } of free) expect(free_running).toBe(status !== 4);
}

async function expectPasswordsThatFit({ responses }: World) {
  for (const { body } of responses) {
    if (!body.temporary_password || !body.account) continue;
    const { login } = body.account;
    expect(await tradingServer(database()).passwordFits(login, body.temporary_password)).toBe(true);
  }
}

test("purchases: random faults, in any order and concurrently → every purchase ends in a correct state", async () => {
  const property = fc.asyncProperty(story, async (played) => {
    const world = await playStory(me, played);
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
