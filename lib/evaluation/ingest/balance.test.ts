import { afterAll, beforeAll, expect, test } from "vitest";
import { ruleSet, target } from "@/lib/rules";
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
import { cents } from "@/testing/rules/phase";

let source: Source;
beforeAll(async () => {
  source = await newSource();
});
afterAll(async () => {
  expect(await expectReplays()).toBeGreaterThan(0);
});

const rules = ruleSet(
  { zone: "UTC", starts_at: "00:00" },
  { profit_target: target({ cents: cents(1_000) }) },
);
async function newPhase() {
  const challenge = await newChallenge();
  await setRules(challenge.id, rules, new Date(Date.now() - 60_000));
  return challenge;
}
const unexplained = async (id: number) =>
  (
    await sql("select unexplained_cents::int as cents from evaluations where challenge_id = $1", [
      id,
    ])
  ).rows[0].cents;

test("POST /v2/trading/events: a profit that no event explains → the pass is held", async () => {
  const { id, account } = await newPhase();
  await send(source, [snapshot(account, 1, "101000.00")]);
  expect(await unexplained(id)).toBe(100_000);
  expect(await storedEvaluation(id)).toMatchObject({
    state: "held",
    challenge: 1,
    verdicts: [{ kind: "target_reached" }, { kind: "passed", standing: "provisional" }],
    commands: [{ kind: "disable" }],
  });
});

test("POST /v2/trading/events: a profit that a deal explains, after estimated balances → passed", async () => {
  const { id, account } = await newPhase();
  const at = new Date().toISOString();
  const deal = { account, seq: 2, type: "deal", at, entry: "out", profit: "1000.00" };
  await send(source, [
    { ...snapshot(account, 1, "100900.00"), estimated: true },
    { ...deal, balance: "101000.00", equity: "101000.00", open_positions: 0 },
  ]);
  expect(await unexplained(id)).toBe(0);
  expect(await storedEvaluation(id)).toMatchObject({ state: "passed" });
});

test("POST /v2/trading/events: events after the end → the balance isn't followed, nothing counts as unexplained", async () => {
  const { id, account } = await newChallenge();
  const withdrawal = { type: "balance_operation", kind: "withdrawal", amount: "-5000.00" };
  await send(source, [
    snapshot(account, 1, "89000.00", { balance: "100000.00" }),
    { ...snapshot(account, 2, "95000.00"), ...withdrawal },
    snapshot(account, 3, "95000.00"),
  ]);
  expect(await storedEvaluation(id)).toMatchObject({ state: "breached", next_seq: 4 });
  expect(await unexplained(id)).toBe(0);
});
