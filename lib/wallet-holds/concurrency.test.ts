import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { settleDeposit } from "@/lib/payments";
import { tradingServer } from "@/lib/trading";
import { randomOf } from "@/scripts/soak/random";
import { fund, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { creditedDeposit, disputeFact } from "@/testing/stripe/deposits";
import { boughtChallenge, disputed, runs, stateOf, walletOf } from "@/testing/stripe/wallet-holds";
import {
  emittedEvents,
  eventTypesOf,
  subscribeToAllEvents,
} from "@/testing/webhooks/emitted-events";
import { applyWalletHold } from "./apply-wallet-hold";

let me: Trader;
beforeAll(() => subscribeToAllEvents());
beforeEach(async () => {
  me = await newTrader();
});
const deposited = (cents?: number) => creditedDeposit(me, cents);
const bought = (programId?: number) => boughtChallenge(me, programId);
const wallet = () => walletOf(me);

const ctx = () => systemContext(database(), "job_test");
/** The queued emails about a challenge, and the email that each of them waits for. */
const mailsOf = async (id: number) =>
  (
    await sql(
      `select payload ->> 'kind' as kind, after from mail_outbox
       where (payload ->> 'challenge_id')::int = $1 order by kind`,
      [id],
    )
  ).rows;

test("applyWalletHold: several concurrent calls, and again → one suspension, one email", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await disputeFact(deposit, "needs_response");
  await settleDeposit(ctx(), deposit);
  await Promise.all([1, 2, 3, 4].map(() => applyWalletHold(ctx(), me.login)));
  const types = eventTypesOf(await emittedEvents("challenge_id", challenge.id));
  expect(types.filter((type) => type === "challenge.suspended")).toHaveLength(1);
  const suspended = {
    kind: "challenge-suspended",
    after: `challenge-bought:${challenge.purchaseId}`,
  };
  expect(await mailsOf(challenge.id)).toEqual([suspended]);
  await disputeFact(deposit, "lost");
  await applyWalletHold(ctx(), me.login);
  expect(await mailsOf(challenge.id)).toEqual([
    { kind: "challenge-ended", after: `challenge-suspended:${challenge.id}` },
    suspended,
  ]);
  await runAllJobs();
});

test("applyWalletHold: a call that began earlier and is slower → writes nothing", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await disputed(deposit, "needs_response");
  const server = tradingServer(database());
  await applyWalletHold(ctx(), me.login, {
    ...server,
    listOperations: async (...request) => {
      const operations = await server.listOperations(...request);
      await fund(me.login, 49_900n);
      await applyWalletHold(ctx(), me.login);
      return operations;
    },
  });
  await runAllJobs();
  expect(await stateOf(challenge)).toEqual(runs);
});

test("applyWalletHold: facts about two deposits in any order, applied in between or not → the same challenges are suspended", async () => {
  const draw = randomOf("holds");
  const random = (below: number) => Math.floor(draw() * below);
  const open = new Set(["needs_response", "under_review"]);
  for (let life = 0; life < 2; life += 1) {
    me = await newTrader();
    const deposits = [await deposited(), await deposited()];
    const challenges = [await bought(2), await bought(2), await bought()];
    const last = deposits.map(() => (random(2) ? "needs_response" : "won"));
    const facts = deposits.flatMap((id, i) =>
      [...(random(2) ? ["under_review"] : []), ...(random(2) ? ["won"] : []), last[i] ?? ""].map(
        (status) => ({ id, status }),
      ),
    );
    // The facts of one deposit in their order, those of both in any.
    while (facts.length > 0) {
      const { id } = facts[random(facts.length)] ?? { id: "" };
      const at = facts.findIndex((fact) => fact.id === id);
      const [fact] = facts.splice(at, 1);
      if (fact) await disputeFact(fact.id, fact.status);
      if (random(2)) await settleDeposit(ctx(), id);
      if (random(2)) await applyWalletHold(ctx(), me.login);
    }
    await runAllJobs();
    await applyWalletHold(ctx(), me.login);
    const states = await Promise.all(challenges.map(stateOf));
    const held = states.filter(([state]) => state !== "runs").length;
    const [, debt = 0] = await wallet();
    // As many are suspended as cover the debt, and none without a debt.
    const fees = [19_900, 19_900, 49_900];
    expect({ life, held: held > 0 }).toEqual({ life, held: debt > 0 });
    expect(states.every(([state, enabled]) => (state === "runs") === enabled)).toBe(true);
    const covered = states.reduce(
      (sum, [state], i) => sum + (state === "runs" ? 0 : (fees[i] ?? 0)),
      0,
    );
    expect({ life, covered: covered >= debt }).toEqual({ life, covered: true });
    expect(last.some((status) => open.has(status)) || debt === 0).toBe(true);
  }
  expect(await ledgerProblems()).toEqual([]);
}, 120_000);
