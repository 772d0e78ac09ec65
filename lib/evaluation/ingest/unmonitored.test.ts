import { afterAll, beforeAll, expect, test } from "vitest";
import { ruleSet } from "@/lib/rules";
import { pendingEmails } from "@/testing/database/emails";
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

let source: Source;
beforeAll(async () => {
  source = await newSource();
});
afterAll(async () => {
  await expectReplays();
});

const DAY = 86_400_000;
const limited = ruleSet(
  { zone: "UTC", starts_at: "00:00" },
  { time_limit: { days: 5, from: "open" } },
);

/** A challenge from before monitoring, which opened 60 days ago. */
async function oldChallenge() {
  const challenge = await newChallenge();
  await setRules(challenge.id, limited, new Date(Date.now() - 60 * DAY));
  await sql("update evaluations set monitored = false, due_at = null where challenge_id = $1", [
    challenge.id,
  ]);
  return challenge;
}

test("POST /v2/trading/events: the first event of a phase from before monitoring → its days count from then", async () => {
  const { id, account } = await oldChallenge();
  const { body } = await send(source, [snapshot(account, 1, "100000.00")]);
  expect(body.accounts).toMatchObject([{ status: "active", next_seq: 2 }]);
  const { rows } = await sql(
    "select monitored, opened_at = last_event_at as counts_from_it, due_at > now() as is_due_later from evaluations where challenge_id = $1",
    [id],
  );
  expect(rows).toEqual([{ monitored: true, counts_from_it: true, is_due_later: true }]);
});

test("POST /v2/trading/events: a gap first, of a phase from before monitoring → its days count from the gap's end", async () => {
  const { id, account } = await oldChallenge();
  const [from, to] = [60, 1].map((days) => new Date(Date.now() - days * DAY).toISOString());
  await send(source, [{ account, seq: 1, type: "gap", through_seq: 4, from, to }]);
  await send(source, [snapshot(account, 5, "100000.00")]);
  expect(await storedEvaluation(id)).toMatchObject({ state: "active", next_seq: 6, verdicts: [] });
});

test.each(["breached", "passed"])(
  "POST /v2/trading/events: events of a phase that was %s before monitoring, twice → stored, nothing judged",
  async (state) => {
    const { id, account } = await oldChallenge();
    const status = state === "passed" ? 2 : 3;
    await sql("update evaluations set state = $2, ended_at = now() where challenge_id = $1", [
      id,
      state,
    ]);
    for (const table of ["challenges", "challenge_phases"]) {
      const key = table === "challenges" ? "id" : "challenge_id";
      await sql(`update ${table} set status = $2, ended_at = now() where ${key} = $1`, [
        id,
        status,
      ]);
    }
    for (const seq of [1, 2]) {
      const { body } = await send(source, [snapshot(account, seq, "1000.00")]);
      expect(body).toMatchObject({ accepted: 1, accounts: [{ status: state }] });
    }
    expect(await storedEvaluation(id)).toMatchObject({
      state,
      challenge: status,
      monitored: false,
      next_seq: 3,
      verdicts: [],
      commands: [],
    });
    expect(await pendingEmails()).not.toContainEqual(
      expect.objectContaining({ kind: "challenge-verdict" }),
    );
  },
);
