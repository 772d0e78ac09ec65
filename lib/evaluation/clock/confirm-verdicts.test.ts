import { afterAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { ruleSet, totalLoss } from "@/lib/rules";
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
import { DAY, dailyLoss } from "@/testing/rules/phase";
import { advanceEvaluations } from "./advance-evaluations";

const MINUTE = 60_000;
/** A midnight two days ago. */
const MIDNIGHT = Math.floor(Date.now() / DAY) * DAY - 2 * DAY;
const at = (minutes: number) => new Date(MIDNIGHT + minutes * MINUTE).toISOString();
/** The clock of a worker runs so many minutes after the midnight. */
const runClock = (minutes: number) =>
  advanceEvaluations(systemContext(database(), "job_test"), MIDNIGHT + minutes * MINUTE);

let source: Source;
let phase: Awaited<ReturnType<typeof newChallenge>>;
beforeEach(async () => {
  source = await newSource();
  await sql("update evaluations set due_at = null");
  phase = await newChallenge();
  await setRules(phase.id, rules, new Date(MIDNIGHT - 600 * MINUTE));
});
afterAll(async () => {
  expect(await expectReplays()).toBeGreaterThan(0);
});

/** The total loss of 3% is checked at the day's end alone; the daily one of 5% pauses. */
const rules = ruleSet(
  { zone: "UTC", starts_at: "00:00" },
  {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    daily_loss: { ...dailyLoss, then: "pause" },
    total_loss: totalLoss({ pct_of_initial: 300 }, { check: "day_end" }),
  },
);
const equity = (seq: number, value: string, minutes: number) =>
  snapshot(phase.account, seq, value, { balance: "100000.00", at: at(minutes) });

/** Its state, and its verdicts without warnings. */
async function decided() {
  const { state, verdicts } = await storedEvaluation(phase.id);
  const notable = verdicts.filter(({ kind }) => kind !== "warned");
  return { state, verdicts: notable.map(({ kind, standing }) => [kind, standing]) };
}

test("receiveEvents: buffered events pause a phase that the clock holds for a later breach → it stays held", async () => {
  await send(source, [equity(1, "96000.00", -30)]);
  await runClock(5);
  const breached = ["breached", "provisional"];
  expect(await decided()).toEqual({ state: "held", verdicts: [breached] });
  await send(source, [equity(2, "94000.00", -20), equity(3, "96000.00", -10)]);
  expect(await decided()).toEqual({ state: "held", verdicts: [["paused", "final"], breached] });
});

test("receiveEvents: the clock's breach is given by an event after a gap → provisional still, for the gap", async () => {
  await send(source, [equity(1, "96000.00", -30)]);
  await runClock(5);
  const { account } = phase;
  const gap = { account, seq: 2, type: "gap", through_seq: 9, from: at(-20), to: at(-10) };
  await send(source, [gap, equity(10, "99000.00", 4)]);
  expect(await decided()).toEqual({ state: "held", verdicts: [["breached", "provisional"]] });
  const { rows } = await sql(
    "select v.doubt from evaluations e join verdicts v on v.evaluation_id = e.id where e.challenge_id = $1 and v.kind = 'breached'",
    [phase.id],
  );
  expect(rows).toEqual([{ doubt: "gap" }]);
});

test("receiveEvents: buffered events recover what the clock held → it is active again, its account enabled", async () => {
  await send(source, [equity(1, "96000.00", -30)]);
  await runClock(5);
  await send(source, [equity(2, "99000.00", -10)]);
  expect(await decided()).toEqual({ state: "active", verdicts: [["breached", "overturned"]] });
  const { commands } = await storedEvaluation(phase.id);
  expect(commands.map(({ kind, state }) => [kind, state])).toEqual([
    ["disable", "superseded"],
    ["enable", "pending"],
  ]);
});

test("advanceEvaluations: after a buffered event, by a worker whose time is a day behind → nothing is given twice", async () => {
  await send(source, [equity(1, "99000.00", -30)]);
  await runClock(2 * 1_440 + 5);
  await send(source, [equity(2, "96000.00", 30)]);
  const held = { state: "held", verdicts: [["breached", "provisional"]] };
  expect(await decided()).toEqual(held);
  await send(source, [equity(3, "95999.00", 40)]);
  await runClock(1_330);
  await runClock(1_440 + 5);
  await runClock(2 * 1_440 + 5);
  expect((await decided()).state).toBe("held");
  expect((await decided()).verdicts.filter(([, standing]) => standing !== "overturned")).toEqual(
    held.verdicts,
  );
});
