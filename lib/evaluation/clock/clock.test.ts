import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { inTransaction } from "@/db/transaction";
import { cancelChallenge } from "@/lib/challenges";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { ruleSet, target } from "@/lib/rules";
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
import { cents, dailyLoss } from "@/testing/rules/phase";
import { advanceEvaluations } from "./advance-evaluations";

const MINUTE = 60_000;
const day = { zone: "UTC", starts_at: "00:00" };
/** The boundary of the tests: the midnight before now, in UTC. */
const MIDNIGHT = Date.parse(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`);
const at = (minutes: number) => new Date(MIDNIGHT + minutes * MINUTE).toISOString();

/** Time is as long after the midnight, in minutes. */
const setTime = (minutes: number) => vi.setSystemTime(MIDNIGHT + minutes * MINUTE);
const runClock = () => advanceEvaluations(systemContext(database(), "job_test"));

let source: Source;
beforeEach(async () => {
  source = await newSource();
  await sql("update evaluations set due_at = null");
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  expect(await expectReplays()).toBeGreaterThan(0);
});

const pausing = ruleSet(day, {
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  daily_loss: { ...dailyLoss, then: "pause" },
});
const equity = (account: string, seq: number, value: string, minutes: number) =>
  snapshot(account, seq, value, { balance: "100000.00", at: at(minutes) });

interface Verdict {
  kind: string;
  standing: string;
}

/** The daily floor is reached; once the positions are closed, the account is above it. */
const pauseAndRecover = (account: string) => [
  equity(account, 1, "94999.99", -31),
  equity(account, 2, "99000.00", -30),
];
/** Verdicts without warnings, by kind and standing. */
const decided = ({ verdicts }: { verdicts: Verdict[] }) =>
  verdicts.filter(({ kind }) => kind !== "warned").map(({ kind, standing }) => [kind, standing]);

test("advanceEvaluations: a boundary without an event → nothing within the grace, the pause ends after it", async () => {
  setTime(-30);
  const { id, account } = await newChallenge();
  await setRules(id, pausing, new Date(MIDNIGHT - 600 * MINUTE));
  await send(source, pauseAndRecover(account));
  await runAllJobs();
  expect(await storedEvaluation(id)).toMatchObject({
    state: "paused",
    enabled: false,
    challenge: 1,
  });
  setTime(1.9);
  await runClock();
  expect(await storedEvaluation(id)).toMatchObject({ state: "paused" });
  setTime(2.1);
  await runClock();
  await runClock();
  await runAllJobs();
  const after = await storedEvaluation(id);
  expect(after).toMatchObject({ state: "active", enabled: true });
  expect(decided(after)).toEqual([
    ["paused", "final"],
    ["resumed", "final"],
  ]);
  expect(after.commands.map(({ kind }: { kind: string }) => kind)).toEqual([
    "close_all",
    "disable",
    "enable",
  ]);
});

test("receiveEvents: an event after the boundary gives the clock's verdicts too → each once", async () => {
  setTime(-30);
  const { id, account } = await newChallenge();
  await setRules(id, pausing, new Date(MIDNIGHT - 600 * MINUTE));
  await send(source, [equity(account, 1, "94000.00", -30), equity(account, 2, "99000.00", -30)]);
  setTime(5);
  await runClock();
  await send(source, [equity(account, 3, "99000.00", 4)]);
  const after = await storedEvaluation(id);
  expect(after.state).toBe("active");
  expect(decided(after)).toEqual([
    ["paused", "final"],
    ["resumed", "final"],
  ]);
  const { rows } = await sql("select clock_at from evaluations where challenge_id = $1", [id]);
  expect(rows).toEqual([{ clock_at: null }]);
});

test("receiveEvents: ten buffered minutes across a boundary in which it passed → the clock's expiry is overturned", async () => {
  setTime(-30);
  const { id, account } = await newChallenge();
  const rules = ruleSet(day, {
    profit_target: target({ cents: cents(1_000) }),
    time_limit: { days: 1, from: "open" },
  });
  await setRules(id, rules, new Date(MIDNIGHT - 1_800 * MINUTE));
  setTime(-10);
  await send(source, [snapshot(account, 1, "100000.00", { at: at(-10) })]);
  setTime(5);
  await runClock();
  await runAllJobs();
  expect(await storedEvaluation(id)).toMatchObject({
    state: "expired",
    challenge: 3,
    enabled: false,
  });
  // The terminal was offline from 23:55 to 00:05: a deal in the last minutes reached the target.
  const deal = {
    account,
    seq: 2,
    type: "deal",
    at: at(-4),
    entry: "out",
    profit: "1000.00",
    balance: "101000.00",
    equity: "101000.00",
    open_positions: 0,
  };
  await send(source, [deal, snapshot(account, 3, "101000.00", { at: at(4) })]);
  const after = await storedEvaluation(id);
  expect(decided(after)).toEqual([
    ["target_reached", "final"],
    ["passed", "final"],
    ["expired", "overturned"],
  ]);
  expect(after).toMatchObject({ state: "passed", phase: 2, next_seq: 4 });
});

test("receiveEvents: buffered minutes that change nothing → the clock's expiry stands", async () => {
  setTime(-30);
  const { id, account } = await newChallenge();
  const rules = ruleSet(day, { time_limit: { days: 1, from: "open" } });
  await setRules(id, rules, new Date(MIDNIGHT - 1_800 * MINUTE));
  setTime(-10);
  await send(source, [snapshot(account, 1, "100000.00", { at: at(-10) })]);
  setTime(5);
  await runClock();
  await send(source, [equity(account, 2, "100100.00", -5), equity(account, 3, "99000.00", 4)]);
  const after = await storedEvaluation(id);
  expect(after).toMatchObject({ state: "expired", challenge: 3, next_seq: 4 });
  expect(after.verdicts).toMatchObject([{ kind: "expired", standing: "final" }]);
});

test("advanceEvaluations: a daily loss that is checked at the day's end → held until an operator confirms", async () => {
  setTime(-30);
  const { id, account } = await newChallenge();
  const rules = ruleSet(day, { daily_loss: { ...dailyLoss, check: "day_end" } });
  await setRules(id, rules, new Date(MIDNIGHT - 600 * MINUTE));
  await send(source, [equity(account, 1, "94000.00", -30)]);
  setTime(5);
  await runClock();
  expect(await storedEvaluation(id)).toMatchObject({
    state: "held",
    challenge: 1,
    verdicts: [
      { kind: "warned" },
      { kind: "warned" },
      { kind: "breached", standing: "provisional" },
    ],
    commands: [{ kind: "disable" }],
  });
  // An event after the boundary gives the same: nothing is in doubt any longer.
  await send(source, [equity(account, 2, "99000.00", 4)]);
  expect(await storedEvaluation(id)).toMatchObject({
    state: "breached",
    challenge: 3,
    verdicts: [{ kind: "warned" }, { kind: "warned" }, { kind: "breached", standing: "final" }],
    commands: [{ kind: "disable" }, { kind: "close_all" }, { kind: "disable" }],
  });
});

test.each([
  ["this release", (id: number) => rollBack(id)],
  [
    "the release before",
    (id: number) => sql("update challenges set status = 4, ended_at = now() where id = $1", [id]),
  ],
])(
  "receiveEvents: an event after %s has canceled the challenge → it stays canceled, its account disabled",
  async (_, cancel) => {
    setTime(-30);
    const { id, login, account } = await newChallenge();
    await setRules(id, pausing, new Date(MIDNIGHT - 600 * MINUTE));
    await send(source, pauseAndRecover(account));
    setTime(5);
    await runClock();
    await runAllJobs();
    await cancel(id);
    await sql("update trading_accounts set enabled = false where login = $1", [login]);
    await send(source, [equity(account, 3, "99000.00", 4), equity(account, 4, "80000.00", 4)]);
    await runAllJobs();
    expect(await storedEvaluation(id)).toMatchObject({
      state: "cancelled",
      challenge: 4,
      enabled: false,
      next_seq: 5,
    });
  },
);

/** As an operator's rollback does. */
async function rollBack(challengeId: number) {
  const { rows } = await sql("select purchase_id from challenges where id = $1", [challengeId]);
  await inTransaction(database(), (tx) => cancelChallenge(tx, rows[0].purchase_id, "rolled_back"));
}
