import { afterAll, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf, prop } from "@/testing/prop";
import {
  accountOf,
  answerOf,
  movementsOf,
  purchaseRow,
  resumesOf,
  runJobs,
  settleAll,
} from "@/testing/purchases/books";
import { breakChallenges } from "@/testing/purchases/faults";
import { contextOf, type Fault, faultyServer, newTrader } from "@/testing/trading";
import { backwardSteps } from "./backward";
import { buyChallenge } from "./buy";
import { resumePurchase } from "./resume";

// Read with the settings, at the first use of them: what hangs is given up soon.
process.env.TRADING_ANSWER_SECONDS = "0.5";

const PRICE = 49_900;
const faults: Fault[] = ["refuse", "cut-before", "cut-after", "hang"];
const steps = backwardSteps.map(({ name }) => name);
const cases = steps.flatMap((step) => faults.map((fault) => ({ step, fault })));

const serverThatFails = (...failing: [step: string, fault: Fault][]) => {
  const faultOf = new Map(failing);
  return faultyServer((step) => faultOf.get(step));
};
const asJob = () => systemContext(database(), "job_test");

/** Buys in vain: the challenge is refused, so that all must be taken back, and that fails too. */
async function stuckAt(step: string, fault: Fault) {
  const trader = await newTrader(BigInt(PRICE));
  const { db, mend } = await breakChallenges(trader, "refuse");
  const input = { program_id: 1, payer_login: trader.login, idempotency_key: crypto.randomUUID() };
  const server = serverThatFails([step, fault]);
  const answer = await answerOf(() => buyChallenge({ ...contextOf(trader), db }, input, server));
  await mend();
  const replay = () => answerOf(() => buyChallenge(contextOf(trader), input));
  return { trader, answer, replay, id: answer.body.purchase.id as number };
}

const keyOf = (id: number, step: string, attempt: number, login: number) =>
  step === "account_disabling" ? `${step}:${login}` : `${id}:${step}:${attempt}`;

const reversed = async (id: number) =>
  (await movementsOf(id)).flatMap(({ reverses }) => reverses ?? []).sort();
const both = ["PROP_CHALLENGE_INITIAL_BALANCE", "PROP_CHALLENGE_PURCHASE"];

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(cases)("$fault at $step", ({ step, fault }) => {
  const holdsTheFee = step === "fee_rollback";

  test("is seen, doesn't hold up the others, and is asked again until it is done, once", async () => {
    const { trader, answer, id, replay } = await stuckAt(step, fault);
    expect([answer.status, answer.body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
    expect(answer.body.purchase).toMatchObject({
      status: holdsTheFee ? 4 : 5,
      next_action: holdsTheFee ? "WAIT_REFUND" : "BUY_AGAIN",
      payment_status: holdsTheFee ? "refund_pending" : "refunded",
      can_retry: false,
    });
    const row = await purchaseRow(id);
    expect(row).toMatchObject({
      claim: null,
      rollback_problem: fault === "refuse" ? `${step}: No ${step} today.` : `${step}: no answer`,
    });
    // Whatever is not stuck has been done: only this step is asked again, and only refused it is anew.
    const server = serverThatFails();
    await resumePurchase(asJob(), id, server);
    const attempt = fault === "refuse" ? 2 : 1;
    expect(server.asked).toEqual([keyOf(id, step, attempt, row.account_login)]);

    expect(await purchaseRow(id)).toMatchObject({ status: 5, rollback_problem: null, claim: null });
    expect(await reversed(id)).toEqual(both);
    expect(await accountOf(id)).toMatchObject({ enabled: false, balance: 0 });
    expect(await balanceOf(trader.login)).toBe(PRICE);
    const again = await replay();
    expect([again.status, again.body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
    expect(again.body).toMatchObject({
      idempotent: true,
      purchase: { id, status: 5, payment_status: "refunded", next_action: "BUY_AGAIN" },
    });
  });
});

describe("a rollback that is refused again and again", () => {
  test("is tried by the job, each time later and with a new attempt, and ends refunded", async () => {
    const { id, trader } = await stuckAt("fee_rollback", "refuse");
    const server = serverThatFails(["fee_rollback", "refuse"]);
    for (const seconds of [30, 60, 120, 300, 600, 1800, 3600, 3600]) {
      expect((await resumesOf(id)).at(-1)).toBeGreaterThan(seconds - 5);
      expect((await resumesOf(id)).at(-1)).toBeLessThanOrEqual(seconds);
      await resumePurchase(asJob(), id, server);
    }
    expect(server.asked).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${id}:fee_rollback:${n}`));
    expect(await purchaseRow(id)).toMatchObject({ status: 4, resumes: 8 });
    await runJobs();
    expect(await purchaseRow(id)).toMatchObject({ status: 5, rollback_problem: null });
    expect((await movementsOf(id)).at(-1)).toMatchObject({ key: `${id}:fee_rollback:10` });
    expect(await resumesOf(id)).toEqual([]);
    expect(await balanceOf(trader.login)).toBe(PRICE);
  });

  test("is the customer's to see and to wait for, and not to try again", async () => {
    const { id, trader, replay } = await stuckAt("fee_rollback", "refuse");
    const waiting = { id, status: 4, next_action: "WAIT_REFUND", payment_status: "refund_pending" };
    const again = await replay();
    expect([again.status, again.body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
    expect(again.body).toMatchObject({ idempotent: true, purchase: waiting });
    const { body } = await prop(trader, "GET challenges");
    expect(body.purchases).toMatchObject([waiting]);
    const retry = await prop(trader, "POST purchases/[id]/retry", { params: { id } });
    expect([retry.status, retry.body.error.code]).toEqual([409, "INVALID_STATE"]);
    await settleAll();
    expect((await prop(trader, "GET challenges")).body.purchases).toMatchObject([
      { id, status: 5, next_action: "BUY_AGAIN", payment_status: "refunded" },
    ]);
  });
});

test("what several jobs and replays take back at once is taken back once", async () => {
  const { id, trader, replay } = await stuckAt("fee_rollback", "cut-before");
  await Promise.all([
    ...Array.from({ length: 8 }, () => resumePurchase(asJob(), id)),
    ...Array.from({ length: 4 }, () => replay()),
  ]);
  expect(await reversed(id)).toEqual(both);
  expect(await balanceOf(trader.login)).toBe(PRICE);
  await settleAll();
  expect(await reversed(id)).toEqual(both);
});
