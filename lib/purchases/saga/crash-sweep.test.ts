import { afterAll, beforeAll, expect, test } from "vitest";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import {
  type Crash,
  killAndSettle,
  newBuyer,
  paidProgram as paid,
  stalledPurchase,
} from "@/testing/purchases/crash-story";
import { settleAll } from "@/testing/purchases/purchase-state";
import { subscribeToAllEvents } from "@/testing/webhooks/emitted-events";

const MINUTES = 240_000;
// More than any of these gets from the database: the last runs end by themselves, or this fails.
const MAX_RESPONSES = 36;

type Plan = Omit<Crash["plan"], "at">;
type PreparedCrash = Pick<Crash, "trader" | "restore"> & { plan: Plan };

/** Kills a process after each single response of the database to each of these. Returns how many responses there were. */
async function killAfterEachResult(make: () => Promise<PreparedCrash>, ends: Crash["ends"]) {
  const crashes: Crash[] = [];
  for (let response = 1; response <= MAX_RESPONSES; response++) {
    const { plan, ...prepared } = await make();
    const when = `after response ${response}`;
    crashes.push({
      ...prepared,
      when,
      program: paid,
      ends,
      plan: { ...plan, at: { result: response } },
    });
  }
  const reached = await killAndSettle(crashes);
  const responses = reached.indexOf(false);

  expect(reached).toEqual(reached.map((_, i) => i < responses));
  return responses;
}

const buys = (rejectedStep?: string) => async () => {
  const { trader, input, restore } = await newBuyer(paid, rejectedStep);
  return { trader, restore, plan: { work: { customer: trader.id, input } } };
};
const resumes = (rejectedStep?: string) => async () => {
  const { trader, purchase, restore } = await stalledPurchase(paid, rejectedStep);
  return { trader, restore, plan: { work: { purchase } } };
};

// The first job of a queue creates it: a transaction that stalls there would hold up the others.
beforeAll(async () => {
  for (let times = 0; times < 2; times++) await stalledPurchase(paid);
  await settleAll();
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

test(
  "buyChallenge: killed after any response of the database → bought once, or never recorded",
  async () => {
    expect(await killAfterEachResult(buys(), ["active", "never created"])).toBeGreaterThan(10);
  },
  MINUTES,
);

const buysAtomically = async () => {
  const { plan, ...purchase } = await buys()();
  return { ...purchase, plan: { ...plan, atomic: true } };
};

test(
  "buyChallenge: killed after any response during an atomic purchase → bought once, or never recorded",
  async () => {
    const ends: Crash["ends"] = ["active", "never created"];
    expect(await killAfterEachResult(buysAtomically, ends)).toBeGreaterThan(4);
  },
  MINUTES,
);

test(
  "buyChallenge: killed after any response during an atomic purchase that emits an event → bought once, or never recorded",
  async () => {
    await subscribeToAllEvents();
    const ends: Crash["ends"] = ["active", "never created"];
    expect(await killAfterEachResult(buysAtomically, ends)).toBeGreaterThan(8);
    await sql("delete from webhook_deliveries");
    await sql("delete from webhook_endpoints");
  },
  MINUTES,
);

test(
  "buyChallenge: the challenge is rejected, killed after any response → bought once, rolled back once, or never recorded",
  async () => {
    const ends: Crash["ends"] = ["active", "rolled back", "never created"];
    expect(await killAfterEachResult(buys("challenge"), ends)).toBeGreaterThan(15);
  },
  MINUTES,
);

test(
  "resumePurchase: killed after any response of the database → the next job finishes the purchase",
  async () => {
    expect(await killAfterEachResult(resumes(), ["active"])).toBeGreaterThan(8);
  },
  MINUTES,
);

test(
  "resumePurchase: killed after any response during a rollback → the next job finishes it",
  async () => {
    expect(await killAfterEachResult(resumes("challenge"), ["rolled back"])).toBeGreaterThan(8);
  },
  MINUTES,
);
