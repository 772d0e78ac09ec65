import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { cancelChallenge } from "@/lib/challenges";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { dailyLoss, ruleSet } from "@/lib/rules";
import { applyWalletHold } from "@/lib/wallet-holds";
import { newAdmin, performAction } from "@/testing/actors/admin";
import { newCustomer } from "@/testing/actors/customer";
import { newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { expectReplays } from "@/testing/evaluation/stored";
import {
  newChallenge,
  newSource,
  type Source,
  send,
  setRules,
  snapshot,
  storedEvaluation,
} from "@/testing/evaluation/trading";
import { DAY } from "@/testing/rules/phase";
import { creditedDeposit, disputeFact } from "@/testing/stripe/deposits";
import { payForAccount } from "@/testing/stripe/payments";
import { boughtChallenge } from "@/testing/stripe/wallet-holds";
import { advanceEvaluations } from "../clock/advance-evaluations";

const ctx = () => systemContext(database(), "job_test");
const MINUTE = 60_000;
/** A midnight two days ago. */
const MIDNIGHT = Math.floor(Date.now() / DAY) * DAY - 2 * DAY;
const at = (minutes: number) => new Date(MIDNIGHT + minutes * MINUTE).toISOString();
const runClock = (minutes: number) => advanceEvaluations(ctx(), MIDNIGHT + minutes * MINUTE);

let source: Source;
beforeAll(async () => {
  source = await newSource();
});
beforeEach(() => sql("update evaluations set due_at = null"));
afterAll(async () => {
  expect(await expectReplays()).toBeGreaterThan(0);
});

const pausing = ruleSet(
  { zone: "UTC", starts_at: "00:00" },
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  { daily_loss: { ...dailyLoss({ pct_of_initial: 500 }, "balance"), then: "pause" } },
);
const newPhases = async (count: number) => {
  const phases: Awaited<ReturnType<typeof newChallenge>>[] = [];
  for (let index = 0; index < count; index += 1) {
    const phase = await newChallenge();
    await setRules(phase.id, pausing, new Date(MIDNIGHT - 600 * MINUTE));
    phases.push(phase);
  }
  return phases;
};
const equity = (account: string, seq: number, value: string, minutes: number) =>
  snapshot(account, seq, value, { balance: "100000.00", at: at(minutes) });

const sum = (responses: Awaited<ReturnType<typeof send>>[], part: string): number =>
  responses.reduce((total, { body }) => total + body[part], 0);
const allSucceed = (responses: { status: number; body: unknown }[]) => {
  expect(responses.filter(({ status }) => status !== 200)).toEqual([]);
};

test("POST /v2/trading/events: 50 identical batches for one account, concurrently → each event once, the breach once", async () => {
  const { id, account } = await newChallenge();
  const batch = ["99000.00", "94000.00", "93000.00"].map((value, index) =>
    snapshot(account, index + 1, value, { balance: "100000.00", at: at(index) }),
  );
  const responses = await Promise.all(Array.from({ length: 50 }, () => send(source, batch)));
  allSucceed(responses);
  expect([sum(responses, "accepted"), sum(responses, "duplicates")]).toEqual([3, 147]);
  const { state, verdicts, commands } = await storedEvaluation(id);
  expect(state).toBe("breached");
  expect(verdicts.filter(({ kind }) => kind === "breached")).toHaveLength(1);
  expect(commands.map(({ number, kind }) => [number, kind])).toEqual([
    [1, "close_all"],
    [2, "disable"],
  ]);
});

test("POST /v2/trading/events: 50 batches of two writers, each longer than the last, concurrently → each event once, no hole", async () => {
  const { id, account } = await newChallenge();
  const events = Array.from({ length: 50 }, (_, index) =>
    snapshot(account, index + 1, "100000.00", { at: at(index) }),
  );
  const lengths = events.map((_, index) => ((index * 37) % 50) + 1);
  const responses = await Promise.all(lengths.map((count) => send(source, events.slice(0, count))));
  allSucceed(responses);
  expect(sum(responses, "accepted")).toBe(50);
  expect(sum(responses, "duplicates")).toBe(49 * 25);
  expect(await storedEvaluation(id)).toMatchObject({ next_seq: 51, state: "active" });
});

test("POST /v2/trading/events: many accounts in opposite orders, beside disputes, refunds and the clock → all done, no deadlock", async () => {
  const phases = await newPhases(8);
  const sold = [];
  for (let index = 0; index < 4; index += 1) {
    const trader = await newTrader();
    const deposit = await creditedDeposit(trader);
    sold.push({ ...(await boughtChallenge(trader)), deposit, wallet: trader.login });
  }
  const admin = await newAdmin();
  const payments = [
    await payForAccount(await newCustomer()),
    await payForAccount(await newCustomer()),
  ];
  await runAllJobs();
  const { rows } = await sql(
    "select id from prop_accounts where payment_id = any($1) and activated_at is not null",
    [payments.map(({ id }) => id)],
  );
  expect(rows).toHaveLength(2);
  const names = [
    ...phases.map(({ account }) => account),
    ...sold.map(({ login }) => String(login)),
    ...rows.map(({ id }) => id as string),
  ];
  // Each pauses some accounts, ends others, and recovers them again.
  const batch = (seq: number, isReversed: boolean) => {
    const events = names.map((name, index) =>
      equity(name, seq, (index + seq) % 3 === 0 ? "94000.00" : "99500.00", seq),
    );
    return isReversed ? events.reverse() : events;
  };
  for (const { deposit } of sold) await disputeFact(deposit, "lost");
  for (let seq = 1; seq <= 4; seq += 1) {
    // The queue that two transactions create in opposite orders could lock them.
    await sql("delete from graphile_worker._private_job_queues where locked_at is null");
    const [responses] = await Promise.all([
      Promise.all([1, 2, 3, 4, 5, 6].map((turn) => send(source, batch(seq, turn % 2 === 0)))),
      runClock(seq * 1_440 + 5),
      runClock(seq * 1_440 + 5),
      ...sold.slice(seq - 1, seq).map(({ wallet }) => applyWalletHold(ctx(), wallet)),
      ...payments.slice(seq - 1, seq).map(({ id }) =>
        performAction(admin, "payment.refund", {
          id,
          amount_cents: 19_900,
          idempotency_key: crypto.randomUUID(),
        }),
      ),
      runAllJobs(),
    ]);
    allSucceed(responses);
    expect(sum(responses, "accepted")).toBe(names.length);
  }
  await runAllJobs();
  const { rows: failed } = await sql(
    "select task_identifier, last_error from graphile_worker.jobs where last_error is not null",
  );
  expect(failed).toEqual([]);
}, 120_000);

test("POST /v2/trading/events: two batches of other accounts whose commands need new queues in opposite orders → both done", async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const phases = (await newPhases(6)).map(({ account }) => equity(account, 1, "94000.00", -60));
    await sql("delete from graphile_worker._private_jobs");
    await sql("delete from graphile_worker._private_job_queues");
    // An account's queue is its venue account modulo 4.
    const batches = [phases.filter((_, i) => i === 0 || i === 5), phases.slice(1, 5)];
    const responses = await Promise.all(batches.map((events) => send(source, events)));
    allSucceed(responses);
    expect(sum(responses, "accepted")).toBe(6);
  }
});

test("advanceEvaluations: two concurrent runs, and batches across the boundary → each pause ends once", async () => {
  const phases = await newPhases(10);
  await send(
    source,
    phases.flatMap(({ account }) => [
      equity(account, 1, "94000.00", -31),
      equity(account, 2, "99000.00", -30),
    ]),
  );
  const after = phases.map(({ account }) => equity(account, 3, "99100.00", 4));
  await Promise.all([runClock(5), runClock(5), send(source, after.slice(3)), runClock(5)]);
  for (const { id } of phases) {
    const { state, verdicts } = await storedEvaluation(id);
    const kinds = verdicts.filter(({ kind }) => kind !== "warned").map(({ kind }) => kind);
    expect({ state, kinds }).toEqual({ state: "active", kinds: ["paused", "resumed"] });
  }
});

test("POST /v2/trading/events: a breach beside the challenge's end by the firm → one of them, whole", async () => {
  for (let turn = 0; turn < 4; turn += 1) {
    const { id, account } = await newChallenge();
    const { rows } = await sql("select purchase_id from challenges where id = $1", [id]);
    const cancel = () =>
      inTransaction(database(), (tx) => cancelChallenge(tx, rows[0].purchase_id, "refunded"));
    const breach = () => send(source, [snapshot(account, 1, "94000.00", { balance: "100000.00" })]);
    const [response] = await Promise.all(
      turn % 2 === 0 ? [breach(), cancel()] : [cancel().then(() => breach())],
    );
    allSucceed([response as Awaited<ReturnType<typeof send>>]);
    await runAllJobs();
    const stored = await storedEvaluation(id);
    const isCancelled = stored.state === "cancelled";
    expect(stored).toMatchObject({
      challenge: isCancelled ? 4 : 3,
      phase: isCancelled ? 4 : 3,
      state: isCancelled ? "cancelled" : "breached",
      enabled: false,
      next_seq: 2,
    });
    expect(stored.verdicts.filter(({ kind }) => kind === "breached")).toHaveLength(
      isCancelled ? 0 : 1,
    );
  }
});
