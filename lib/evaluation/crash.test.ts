import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { ruleSet, totalLoss } from "@/lib/rules";
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
import { killAfterEachResult } from "@/testing/faults/crash";
import { DAY } from "@/testing/rules/phase";
import { bundledForManyStarts } from "@/testing/setup/bundled";
import { advanceEvaluations } from "./clock/advance-evaluations";

// Every n-th response of the database is enough for each run of the tests: CRASH_STEP=1 tries all.
const step = Number(process.env.CRASH_STEP ?? 6);
const program = await bundledForManyStarts("testing/faults/crash-events.ts");

let source: Source;
beforeAll(async () => {
  source = await newSource();
});
beforeEach(() => sql("update evaluations set due_at = null"));
afterAll(async () => {
  expect(await expectReplays()).toBeGreaterThan(5);
});

/** A breach, recorded once, with its commands delivered once, and one email and one webhook of it. */
const breachedOnce = {
  challenge: 3,
  phase: 3,
  state: "breached",
  enabled: false,
  verdicts: [expect.objectContaining({ kind: "breached", standing: "final" })],
  commands: [
    { number: 1, kind: "close_all", state: "done" },
    { number: 2, kind: "disable", state: "done" },
  ],
};

test("receiveEvents: killed after any response of the database, and sent again → no event lost, the breach once, the account disabled", async () => {
  const runs = await killAfterEachResult({
    step,
    program,
    prepare: async () => {
      const breaching = await newChallenge();
      const other = await newChallenge();
      const events = [
        snapshot(other.account, 1, "100000.00"),
        snapshot(breaching.account, 1, "99000.00", { balance: "100000.00" }),
        snapshot(breaching.account, 2, "94000.00", { balance: "100000.00" }),
        snapshot(other.account, 2, "100000.00"),
      ];
      return { breaching, other, events };
    },
    env: ({ events }) => ({
      CRASH_APP: source.app.id,
      CRASH_BATCH: JSON.stringify({ source: source.id, events }),
    }),
    check: async ({ breaching, other, events }, when) => {
      const { body } = await send(source, events);
      expect({ rejected: body.rejected, all: body.accepted + body.duplicates }, when).toEqual({
        rejected: [],
        all: 4,
      });
      await runAllJobs();
      expect(await storedEvaluation(breaching.id), when).toMatchObject({
        ...breachedOnce,
        next_seq: 3,
      });
      expect(await storedEvaluation(other.id), when).toMatchObject({
        next_seq: 3,
        state: "active",
      });
    },
  });
  expect(runs).toBeGreaterThan(3);
}, 500_000);

/** A midnight two days ago, after which the clock runs. */
const MIDNIGHT = Math.floor(Date.now() / DAY) * DAY - 2 * DAY;
const CLOCK = MIDNIGHT + 300_000;
const atDayEnd = ruleSet(
  { zone: "UTC", starts_at: "00:00" },
  { total_loss: totalLoss({ pct_of_initial: 300 }, { check: "day_end" }) },
);

test("advanceEvaluations: killed after any response of the database, and run again → each verdict once, the account disabled", async () => {
  const runs = await killAfterEachResult({
    step,
    program,
    prepare: async () => {
      await sql("update evaluations set due_at = null");
      const phases = [await newChallenge(), await newChallenge()];
      const at = new Date(MIDNIGHT - 60_000).toISOString();
      for (const { id } of phases) await setRules(id, atDayEnd, new Date(MIDNIGHT - DAY / 2));
      const events = phases.map(({ account }) =>
        snapshot(account, 1, "96000.00", { balance: "100000.00", at }),
      );
      expect((await send(source, events)).body).toMatchObject({ accepted: 2, rejected: [] });
      return phases;
    },
    env: () => ({ CRASH_CLOCK: String(CLOCK) }),
    check: async (phases, when) => {
      await advanceEvaluations(systemContext(database(), "job_test"), CLOCK);
      await runAllJobs();
      for (const { id } of phases) {
        const { verdicts, ...stored } = await storedEvaluation(id);
        expect(stored, when).toMatchObject({
          state: "held",
          enabled: false,
          commands: [{ number: 1, kind: "disable", state: "done" }],
        });
        const endings = verdicts.filter(({ kind }) => kind === "breached");
        expect(endings, when).toMatchObject([{ standing: "provisional" }]);
      }
    },
  });
  expect(runs).toBeGreaterThan(2);
}, 500_000);

test("deliverCommands: killed after any response of the database, and run again → each command once, the account disabled", async () => {
  const runs = await killAfterEachResult({
    // Few responses: each one counts.
    step: Math.min(step, 2),
    program,
    prepare: async () => {
      const { id, account } = await newChallenge();
      await send(source, [snapshot(account, 1, "94000.00", { balance: "100000.00" })]);
      const { rows } = await sql(
        "select venue_account_id as account from evaluations where challenge_id = $1",
        [id],
      );
      return { id, account: String(rows[0].account) };
    },
    env: ({ account }) => ({ CRASH_ACCOUNT: account }),
    check: async ({ id }, when) => {
      expect(await storedEvaluation(id), when).toMatchObject(breachedOnce);
    },
  });
  expect(runs).toBeGreaterThan(3);
}, 500_000);
