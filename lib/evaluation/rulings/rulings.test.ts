import { afterAll, expect, test } from "vitest";
import { exampleRules } from "@/lib/catalog/examples";
import { judge, type PhaseState } from "@/lib/rules";
import { auditOf, newAdmin, performAction } from "@/testing/actors/admin";
import { pendingEmails } from "@/testing/database/emails";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { expectReplays } from "@/testing/evaluation/stored";
import {
  newChallenge,
  newSource,
  send,
  setRules,
  snapshot,
  storedEvaluation,
} from "@/testing/evaluation/trading";
import { as } from "@/testing/http/client";
import { rulingBody, toRuling } from "./ruling-body";

afterAll(async () => {
  expect(await expectReplays()).toBeGreaterThan(0);
});

const gapTo = (account: string, seq: number, through_seq: number) => ({
  account,
  seq,
  through_seq,
  type: "gap",
  from: new Date(Date.now() - 60_000).toISOString(),
  to: new Date().toISOString(),
});

/** A challenge whose breach of the total loss waits for an operator, because events before it are missing. */
async function heldChallenge(equity = "89000.00") {
  const source = await newSource();
  const challenge = await newChallenge();
  const { account } = challenge;
  await send(source, [
    snapshot(account, 1, "99000.00", { balance: "100000.00" }),
    gapTo(account, 2, 3),
    snapshot(account, 4, equity, { balance: "100000.00", open_positions: 2 }),
  ]);
  await runAllJobs();
  const { rows } = await sql(
    "select v.id, v.evaluation_id from verdicts v join evaluations e on e.id = v.evaluation_id where e.challenge_id = $1 and v.standing = 'provisional'",
    [challenge.id],
  );
  return {
    ...challenge,
    source,
    verdict: rows[0]?.id as string,
    evaluation: rows[0]?.evaluation_id as string,
  };
}

const fine = { balance_cents: 9_950_000, equity_cents: 9_940_000, open_positions: 1 };

test("verdict.confirm: a provisional breach → final, the challenge fails, its account is closed, with audit and email", async () => {
  const { id, verdict } = await heldChallenge();
  expect(await storedEvaluation(id)).toMatchObject({ challenge: 1, phase: 1, state: "held" });
  const admin = await newAdmin();
  const { status, body } = await performAction(admin, "verdict.confirm", { id: verdict });
  expect([status, body]).toEqual([200, { action: "verdict.confirm", id: verdict, status: "done" }]);
  expect(await pendingEmails()).toContainEqual({ kind: "challenge-verdict", verdict_id: verdict });
  await runAllJobs();
  const stored = await storedEvaluation(id);
  expect(stored).toMatchObject({ challenge: 3, phase: 3, state: "breached", enabled: false });
  expect(stored.verdicts.at(-1)).toMatchObject({ kind: "breached", standing: "final" });
  expect(stored.commands.map(({ kind, state }) => [kind, state])).toEqual([
    ["disable", "done"],
    ["close_all", "done"],
    ["disable", "done"],
  ]);
  expect(await auditOf(verdict)).toMatchObject([
    {
      action: "verdict.confirm",
      before: { state: "held", standing: "provisional" },
      after: { state: "breached", standing: "final" },
    },
  ]);
});

test("verdict.lift: with the account's values → the phase goes on, its account is enabled, the verdict is overturned", async () => {
  const { id, account, source, verdict } = await heldChallenge();
  const admin = await newAdmin();
  const lifted = await performAction(admin, "verdict.lift", { id: verdict, account: fine });
  expect(lifted.status).toBe(200);
  await runAllJobs();
  const stored = await storedEvaluation(id);
  expect(stored).toMatchObject({ challenge: 1, phase: 1, state: "active", enabled: true });
  expect(stored.verdicts.find(({ kind }) => kind === "breached")?.standing).toBe("overturned");
  expect(await auditOf(verdict)).toMatchObject([
    { action: "verdict.lift", after: { ...fine, state: "active", standing: "overturned" } },
  ]);
  // The source goes on with its own numbers, and the next breach is final: the operator has settled the hole.
  const next = await send(source, [
    snapshot(account, 5, "99000.00", { balance: "99500.00", open_positions: 1 }),
    snapshot(account, 6, "89000.00", { balance: "99500.00", open_positions: 1 }),
  ]);
  expect(next.body).toMatchObject({
    accepted: 2,
    rejected: [],
    accounts: [{ status: "breached" }],
  });
  // What it lists are its own events: the ruling isn't one of them.
  const listed = await as(source.app).get("/v2/trading/events", { query: { account } });
  expect(listed.body.map(({ seq }: { seq: number }) => seq)).toEqual([6, 5, 4, 2, 1]);
});

test("verdict.lift: without values → those of the account's last event since the ending", async () => {
  const { id, account, source, verdict } = await heldChallenge();
  await send(source, [snapshot(account, 5, "99000.00", { balance: "100000.00" })]);
  const admin = await newAdmin();
  expect((await performAction(admin, "verdict.lift", { id: verdict })).status).toBe(200);
  expect(await storedEvaluation(id)).toMatchObject({ state: "active" });
});

test("verdict.lift: with values that violate a floor → INVALID_STATE, nothing written", async () => {
  const { id, verdict } = await heldChallenge();
  const before = await storedEvaluation(id);
  const admin = await newAdmin();
  const { status, body } = await performAction(admin, "verdict.lift", { id: verdict });
  expect([status, body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(body.error.message).toContain("would end again");
  expect(await storedEvaluation(id)).toEqual(before);
  expect(await auditOf(verdict)).toEqual([]);
});

test("verdict.lift: stored events and rulings → judged again, they give the stored state", async () => {
  const { verdict, evaluation } = await heldChallenge();
  const admin = await newAdmin();
  await performAction(admin, "verdict.lift", { id: verdict, account: fine });
  const { rows: stored } = await sql(
    "select e.judged, r.rules from evaluations e join rule_sets r on r.id = e.rule_set_id where e.id = $1",
    [evaluation],
  );
  const { judged, rules } = stored[0];
  const { rows: rulings } = await sql(
    "select body from trading_events where evaluation_id = $1 and seq < 0 order by seq desc",
    [evaluation],
  );
  const { rows: evidence } = await sql(
    "select x.state_after as after from verdict_evidence x where x.verdict_id = $1",
    [verdict],
  );
  expect(rulings.map(({ body }) => [body.kind, body.after_seq])).toEqual([["reinstate", 4]]);
  const breached: PhaseState = evidence[0].after;
  const again = rulings.reduce<PhaseState>(
    (state, { body }) => judge(rules, state, toRuling(rulingBody.parse(body))).state,
    breached,
  );
  expect(again).toEqual(judged);
});

test("verdict.confirm and verdict.lift: by two operators at the same moment → one is done, the other INVALID_STATE", async () => {
  const { id, verdict } = await heldChallenge();
  const [first, second] = await Promise.all([newAdmin(), newAdmin()]);
  const responses = await Promise.all([
    performAction(first, "verdict.confirm", { id: verdict }),
    performAction(second, "verdict.lift", { id: verdict, account: fine }),
  ]);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await auditOf(verdict)).toHaveLength(1);
  const { state } = await storedEvaluation(id);
  expect(state).toBe(responses[0].status === 200 ? "breached" : "active");
});

test("verdict.confirm: a final ending, or a verdict that ends nothing → INVALID_STATE", async () => {
  const source = await newSource();
  const { id, account } = await newChallenge();
  await send(source, [
    snapshot(account, 1, "95900.00", { balance: "100000.00" }),
    snapshot(account, 2, "94000.00", { balance: "100000.00" }),
  ]);
  const { rows } = await sql(
    "select v.id from verdicts v join evaluations e on e.id = v.evaluation_id where e.challenge_id = $1",
    [id],
  );
  expect(rows.length).toBeGreaterThan(1);
  const admin = await newAdmin();
  for (const { id: verdict } of rows) {
    for (const action of ["verdict.confirm", "verdict.lift"] as const) {
      const { body } = await performAction(admin, action, { id: verdict });
      expect(body.error?.code).toBe("INVALID_STATE");
    }
  }
});

test("verdict.lift: a provisional pass with profit that nothing explains → the profit is excluded, the phase goes on", async () => {
  const admin = await newAdmin();
  const source = await newSource();
  const { id, account } = await newChallenge();
  await setRules(id, { ...exampleRules, min_trading_days: null }, new Date());
  await send(source, [snapshot(account, 1, "120000.00")]);
  const held = await storedEvaluation(id);
  expect(held).toMatchObject({ state: "held" });
  const { rows } = await sql(
    "select v.id from verdicts v join evaluations e on e.id = v.evaluation_id where e.challenge_id = $1 and v.kind = 'passed'",
    [id],
  );
  expect((await performAction(admin, "verdict.lift", { id: rows[0].id })).status).toBe(200);
  const { rows: events } = await sql(
    "select t.seq::int, t.body ->> 'kind' as kind, t.body ->> 'amount' as amount from trading_events t join evaluations e on e.id = t.evaluation_id where e.challenge_id = $1 and t.seq < 0 order by t.seq desc",
    [id],
  );
  expect(events).toEqual([
    { seq: -1, kind: "revoke_pass", amount: null },
    { seq: -2, kind: "exclude", amount: "20000.00" },
    { seq: -3, kind: "reinstate", amount: null },
  ]);
  // The same balance passes nothing any more.
  const next = await send(source, [snapshot(account, 2, "120000.00")]);
  expect(next.body).toMatchObject({ accepted: 1, accounts: [{ status: "active" }] });
});

test("verdicts: the standing of an ending of a phase that has ended → can't become provisional again", async () => {
  const { verdict } = await heldChallenge();
  const admin = await newAdmin();
  await performAction(admin, "verdict.confirm", { id: verdict });
  await expect(
    sql("update verdicts set standing = 'provisional', doubt = null where id = $1", [verdict]),
  ).rejects.toThrow("verdicts_doubt");
});
