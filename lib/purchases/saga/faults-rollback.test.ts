import { afterAll, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { balanceOf, contextOf, newTrader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { breakChallengeInserts } from "@/testing/faults/purchase-faults";
import { type Fault, faultyServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import {
  accountOf,
  movementsOf,
  purchaseRow,
  resultOf,
  resumesOf,
  runJobs,
  settleAll,
} from "@/testing/purchases/purchase-state";
import { buyChallenge } from "../buy";
import { compensations } from "./compensations";
import { resumePurchase } from "./resume";

// Read with the settings, at their first use: a call that hangs times out soon.
process.env.TRADING_TIMEOUT_SECONDS = "0.5";

const PRICE = 49_900;
const faults: Fault[] = ["reject", "cut-before", "cut-after", "hang"];
const steps = compensations.map(({ name }) => name);
const cases = steps.flatMap((step) => faults.map((fault) => ({ step, fault })));

const serverThatFails = (...failing: [step: string, fault: Fault][]) => {
  const faultOf = new Map(failing);
  return faultyServer((step) => faultOf.get(step));
};
const asJob = () => systemContext(database(), "job_test");

/** A purchase whose challenge is rejected, so that it is rolled back, and a compensation fails too. */
async function stuckAt(step: string, fault: Fault) {
  const trader = await newTrader(BigInt(PRICE));
  const { db, restore } = await breakChallengeInserts(trader, "reject");
  const input = { program_id: 1, payer_login: trader.login, idempotency_key: crypto.randomUUID() };
  const server = serverThatFails([step, fault]);
  const result = await resultOf(() => buyChallenge({ ...contextOf(trader), db }, input, server));
  await restore();
  const replay = () => resultOf(() => buyChallenge(contextOf(trader), input));
  return { trader, result, replay, id: result.body.purchase.id as number };
}

const keyOf = (id: number, step: string, attempt: number, login: number) =>
  step === "account_disabling" ? `${step}:${login}` : `${id}:${step}:${attempt}`;

const reversed = async (id: number) =>
  (await movementsOf(id)).flatMap(({ reverses }) => reverses ?? []).sort();
const both = ["PROP_CHALLENGE_INITIAL_BALANCE", "PROP_CHALLENGE_PURCHASE"];

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(cases)("rollback: $fault at $step", ({ step, fault }) => {
  const holdsTheFee = step === "fee_rollback";

  test("→ stored as a problem, the other compensations run, and it is repeated until it is done once", async () => {
    const { trader, result, id, replay } = await stuckAt(step, fault);
    expect([result.status, result.body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
    expect(result.body.purchase).toMatchObject({
      status: holdsTheFee ? 4 : 5,
      next_action: holdsTheFee ? "WAIT_REFUND" : "BUY_AGAIN",
      payment_status: holdsTheFee ? "refund_pending" : "refunded",
      can_retry: false,
    });
    const row = await purchaseRow(id);
    expect(row).toMatchObject({
      claim: null,
      rollback_problem: expect.stringContaining(step),
      rollback_step: step,
      rollback_rejection: fault === "reject" ? `No ${step} today.` : null,
    });
    // The other compensations are done: only this one is repeated, with a new key only if it was rejected.
    const server = serverThatFails();
    await resumePurchase(asJob(), id, server);
    const attempt = fault === "reject" ? 2 : 1;
    expect(server.requestKeys).toEqual([keyOf(id, step, attempt, row.account_login)]);

    expect(await purchaseRow(id)).toMatchObject({
      status: 5,
      rollback_problem: null,
      rollback_step: null,
      claim: null,
    });
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

describe("rollback: rejected again and again", () => {
  test("→ repeated by the job at growing intervals, each time as a new attempt, until refunded", async () => {
    const { id, trader } = await stuckAt("fee_rollback", "reject");
    const server = serverThatFails(["fee_rollback", "reject"]);
    for (const seconds of [30, 60, 120, 300, 600, 1800, 3600, 3600]) {
      expect((await resumesOf(id)).at(-1)).toBeGreaterThan(seconds - 5);
      expect((await resumesOf(id)).at(-1)).toBeLessThanOrEqual(seconds);
      await resumePurchase(asJob(), id, server);
    }
    expect(server.requestKeys).toEqual(
      [2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${id}:fee_rollback:${n}`),
    );
    expect(await purchaseRow(id)).toMatchObject({ status: 4, resumes: 8 });
    await runJobs();
    expect(await purchaseRow(id)).toMatchObject({ status: 5, rollback_problem: null });
    expect((await movementsOf(id)).at(-1)).toMatchObject({ key: `${id}:fee_rollback:10` });
    expect(await resumesOf(id)).toEqual([]);
    expect(await balanceOf(trader.login)).toBe(PRICE);
  });

  test("→ the customer sees it, waits, and can't retry", async () => {
    const { id, trader, replay } = await stuckAt("fee_rollback", "reject");
    const waiting = { id, status: 4, next_action: "WAIT_REFUND", payment_status: "refund_pending" };
    const again = await replay();
    expect([again.status, again.body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
    expect(again.body).toMatchObject({ idempotent: true, purchase: waiting });
    const { body } = await as(trader).get("/prop/challenges");
    expect(body.purchases).toMatchObject([waiting]);
    const retry = await as(trader).post(`/prop/purchases/${id}/retry`);
    expect([retry.status, retry.body.error.code]).toEqual([409, "INVALID_STATE"]);
    await settleAll();
    expect((await as(trader).get("/prop/challenges")).body.purchases).toMatchObject([
      { id, status: 5, next_action: "BUY_AGAIN", payment_status: "refunded" },
    ]);
  });
});

test("rollback: concurrent jobs and replays → each compensation once", async () => {
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
