import { beforeAll, beforeEach, expect, test } from "vitest";
import { POST as resetPassword } from "@/app/api/prop/accounts/[login]/password/reset/route";
import { buyChallenge, resumePurchase, rollBackPurchase } from "@/lib/challenges";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { settleDeposit } from "@/lib/payments";
import { tradingServer } from "@/lib/trading";
import { randomOf } from "@/scripts/soak/random";
import { call } from "@/testing/api";
import { sql } from "@/testing/callers";
import { creditedDeposit, disputeFact, payDeposit } from "@/testing/deposits";
import { ledgerProblems } from "@/testing/ledger";
import { control, deliver, eventsOf, workOff } from "@/testing/stripe";
import { listenToAll, toldOf, typesOf } from "@/testing/told";
import {
  buyThroughRoute,
  contextOf,
  faultyServer,
  fund,
  newTrader,
  type Trader,
} from "@/testing/trading";
import { applyWalletHold } from "./apply-wallet-hold";

let me: Trader;
beforeAll(() => listenToAll());
beforeEach(async () => {
  me = await newTrader();
});

const ctx = () => systemContext(database(), "job_test");
const one = async (query: string, id: string | number) => (await sql(query, [id])).rows[0];
const intentOf = async (id: string): Promise<string> =>
  (await one("select stripe_payment_intent_id as intent from payments where id = $1", id)).intent;

/** A deposit that is in the wallet, 500 USD where nothing else is said. */
const deposited = (cents?: number) => creditedDeposit(me, cents);

/** A fact about a deposit's dispute, and what follows from it. */
async function disputed(paymentId: string, status: string, cents?: number) {
  await disputeFact(paymentId, status, cents);
  await workOff();
}
async function refunded(paymentId: string, status = "succeeded", cents = 50_000) {
  await sql(
    `insert into payment_refunds (id, payment_id, amount_cents, status) values ('re_' || $1::text, $1, $2, $3)
     on conflict (id) do update set status = excluded.status`,
    [paymentId, cents, status],
  );
  await settleDeposit(ctx(), paymentId);
  await workOff();
}
/** A challenge for 499 USD, or of another program. */
async function bought(programId = 1): Promise<{ id: number; purchaseId: number; login: number }> {
  const { body } = await buyThroughRoute(me, { program_id: programId });
  const { id, purchase_id, account_login } = body.challenge;
  return { id, purchaseId: purchase_id, login: account_login };
}
const delivered = new Set<string>();
/** Lets Stripe tell what is new of a payment, and what follows from it. */
async function sync(paymentId: string) {
  for (const event of await eventsOf(await intentOf(paymentId))) {
    if (!delivered.has(event.id)) await deliver(event);
    delivered.add(event.id);
  }
  await workOff();
}

const wallet = async () => {
  const account = await tradingServer(database()).getAccount(me.login);
  return [Number(account?.balanceCents), Number(account?.debtCents)];
};
/** How a challenge stands, and whether its account may be traded. */
async function stateOf({ id }: { id: number }) {
  const row = await one(
    `select c.status, c.hold_reason, c.hold_payment_id, c.end_reason, a.enabled, p.status as purchase
     from challenges c join purchases p on p.id = c.purchase_id
     join trading_accounts a on a.login = c.account_login where c.id = $1`,
    id,
  );
  if (row.status === 4) return [row.end_reason, row.enabled, row.purchase];
  return row.hold_reason
    ? [row.hold_reason, row.enabled, row.hold_payment_id]
    : ["runs", row.enabled];
}
const runs = ["runs", true];
const REFUNDED = 5;
const ended = ["dispute_lost", false, REFUNDED];
/** The emails that wait about a challenge, and the one that each of them waits for. */
const mailsOf = async (id: number) =>
  (
    await sql(
      `select payload ->> 'kind' as kind, after from mail_outbox
       where (payload ->> 'challenge_id')::int = $1 order by kind`,
      [id],
    )
  ).rows;

test("a spent deposit is disputed → its challenge is suspended; won → it goes on with the same account", async () => {
  const { paymentId: deposit } = await payDeposit(me.appHeaders, me.login, 50_000);
  await workOff();
  const challenge = await bought();
  const { id: disputeId } = await control(`payment_intents/${await intentOf(deposit)}/dispute`);
  await sync(deposit);
  expect([await stateOf(challenge), await wallet()]).toEqual([
    ["deposit_disputed", false, deposit],
    [0, 49_900],
  ]);
  const reset = await call(resetPassword, {
    method: "POST",
    params: { login: String(challenge.login) },
    headers: me.headers,
    body: { password: "a long enough password" },
  });
  expect([reset.status, reset.body.error.code]).toEqual([409, "INVALID_STATE"]);
  await control(`disputes/${disputeId}/win`);
  await sync(deposit);
  expect([await stateOf(challenge), await wallet()]).toEqual([runs, [100, 0]]);
  expect(typesOf(await toldOf("challenge_id", challenge.id))).toEqual([
    "challenge.purchased",
    "challenge.suspended",
    "challenge.reinstated",
  ]);
  expect(await ledgerProblems()).toEqual([]);
});

test("the dispute is lost → the challenge ends, its fee repays the debt and the books are at zero", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await disputed(deposit, "needs_response");
  await disputed(deposit, "lost");
  expect([await stateOf(challenge), await wallet()]).toEqual([ended, [0, 0]]);
  const { failure_code } = await one(
    "select failure_code from purchases where id = $1",
    challenge.purchaseId,
  );
  expect(failure_code).toBe("DISPUTE_LOST");
  expect(typesOf(await toldOf("challenge_id", challenge.id))).toEqual([
    "challenge.purchased",
    "challenge.suspended",
    "challenge.ended",
  ]);
  // Reopened and won after all: the deposit is back, the challenge stays ended.
  await disputed(deposit, "won");
  expect([await stateOf(challenge), await wallet()]).toEqual([ended, [50_000, 0]]);
  expect(await ledgerProblems()).toEqual([]);
});

const flagOf = async (id: string) =>
  (await one("select review_kind as kind from payments where id = $1", id)).kind;

test("applyWalletHold: the fee of an ended challenge or the firm's money repays the debt → its flag is cleared", async () => {
  const deposit = await deposited();
  await bought();
  await disputed(deposit, "needs_response");
  expect(await flagOf(deposit)).toBe("wallet_debt");
  await disputed(deposit, "lost");
  expect([await wallet(), await flagOf(deposit)]).toEqual([[0, 0], null]);

  me = await newTrader();
  const other = await deposited();
  await bought();
  await refunded(other);
  expect(await flagOf(other)).toBe("wallet_debt");
  await fund(me.login, 49_900n);
  await applyWalletHold(ctx(), me.login);
  expect(await flagOf(other)).toBe(null);
});

test("applyWalletHold: a deposit is taken back after the operations were read → its flag stays", async () => {
  const deposit = await deposited();
  await bought();
  const read = await tradingServer(database()).listOperations(me.login, 1_000);
  await refunded(deposit);
  const late = { ...tradingServer(database()), listOperations: async () => read };
  await applyWalletHold(ctx(), me.login, late);
  expect(await flagOf(deposit)).toBe("wallet_debt");
});

test("past its first phase → a challenge ends with the accounts of all its phases", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  const { login } = await one(
    `insert into trading_accounts (login, customer_id, purpose, group_name, account_mode, currency, leverage, request_key)
     select nextval('challenge_logins'), customer_id, purpose, group_name, account_mode, currency, leverage, request_key || ':2'
     from trading_accounts where login = $1 returning login`,
    challenge.login,
  );
  await sql("update challenge_phases set status = 2, ended_at = now() where challenge_id = $1", [
    challenge.id,
  ]);
  await sql(
    "insert into challenge_phases (challenge_id, phase_index, account_login) values ($1, 2, $2)",
    [challenge.id, login],
  );
  await sql("update challenges set current_phase_index = 2 where id = $1", [challenge.id]);
  const enabled = async () =>
    (
      await sql("select enabled from trading_accounts where login in ($1, $2) order by login", [
        challenge.login,
        login,
      ])
    ).rows.map((row) => row.enabled);
  await disputed(deposit, "needs_response");
  expect(await enabled()).toEqual([false, false]);
  await disputed(deposit, "lost");
  expect([await stateOf(challenge), await enabled(), await wallet()]).toEqual([
    ended,
    [false, false],
    [0, 0],
  ]);
  await sql("delete from challenge_phases where account_login = $1", [login]);
  await sql("delete from trading_accounts where login = $1", [login]);
});

test("a challenge that had failed already → it keeps its fee, and the debt stays", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await sql("update challenges set status = 3, ended_at = now() where id = $1", [challenge.id]);
  await disputed(deposit, "needs_response");
  await disputed(deposit, "lost");
  const { status } = await one("select status from challenges where id = $1", challenge.id);
  expect([status, await wallet()]).toEqual([3, [0, 49_900]]);
});

test("two deposits, two challenges → the disputed deposit holds the one that it paid for", async () => {
  const first = await deposited();
  const older = await bought();
  const second = await deposited();
  const newer = await bought();
  await disputed(first, "needs_response");
  // Two dollars were left over: they pay for a part of the older one.
  expect([await stateOf(older), await stateOf(newer), await wallet()]).toEqual([
    ["deposit_disputed", false, first],
    runs,
    [0, 49_800],
  ]);
  await disputed(second, "needs_response");
  expect(await stateOf(newer)).toEqual(["deposit_disputed", false, second]);
  await disputed(first, "lost");
  expect([await stateOf(older), await stateOf(newer)]).toEqual([
    ended,
    ["deposit_disputed", false, second],
  ]);
  await disputed(second, "won");
  expect([await stateOf(older), await stateOf(newer)]).toEqual([ended, runs]);
  expect(await ledgerProblems()).toEqual([]);
});

test("a challenge paid from two deposits, one lost → it ends, and the rest of its fee is in the wallet", async () => {
  const first = await deposited(30_000);
  const second = await deposited(30_000);
  const challenge = await bought();
  await disputed(first, "needs_response", 30_000);
  expect([await stateOf(challenge), await wallet()]).toEqual([
    ["deposit_disputed", false, first],
    [0, 19_900],
  ]);
  await disputed(first, "lost", 30_000);
  expect([await stateOf(challenge), await wallet()]).toEqual([ended, [30_000, 0]]);
  await refunded(second, "succeeded", 10_000);
  expect([await wallet(), await ledgerProblems()]).toEqual([[20_000, 0], []]);
});

test("the wallet covers the dispute → nothing is suspended", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await fund(me.login, 60_000n);
  await disputed(deposit, "needs_response");
  await disputed(deposit, "lost");
  expect([await stateOf(challenge), await wallet()]).toEqual([runs, [10_100, 0]]);
});

test("a deposit repays the debt → the challenge goes on, also once the dispute is lost", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await disputed(deposit, "needs_response");
  await deposited();
  await workOff();
  expect([await stateOf(challenge), await wallet()]).toEqual([runs, [100, 0]]);
  await disputed(deposit, "lost");
  expect(await stateOf(challenge)).toEqual(runs);
});

test("an operator refunds a spent deposit → suspended until repaid; a refund that fails → it goes on", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await refunded(deposit);
  expect(await stateOf(challenge)).toEqual(["deposit_refunded", false, deposit]);
  await refunded(deposit, "failed");
  expect(await stateOf(challenge)).toEqual(runs);
});

test("an operator rolls a held challenge back → it ends and its fee repays the debt", async () => {
  const deposit = await deposited();
  const [older, newer] = [await bought(2), await bought(2)];
  await disputed(deposit, "needs_response");
  const { actor, ...context } = contextOf(me);
  const admin = { ...context, actor: { ...actor, role: "admin" as const } };
  await rollBackPurchase(admin, { id: newer.purchaseId, reason: "asked for by the customer" });
  await workOff();
  expect([await stateOf(newer), await stateOf(older), await wallet()]).toEqual([
    ["rolled_back", false, REFUNDED],
    ["deposit_disputed", false, deposit],
    [0, 19_900],
  ]);
});

test("a part of a deposit is taken back → only the newest of its challenges lacks money", async () => {
  const deposit = await deposited();
  const [older, newer] = [await bought(2), await bought(2)];
  await refunded(deposit, "succeeded", 20_000);
  expect([await stateOf(older), await stateOf(newer), await wallet()]).toEqual([
    runs,
    ["deposit_refunded", false, deposit],
    [0, 9_800],
  ]);
});

test("a purchase whose challenge isn't recorded yet when the dispute comes → it is suspended then", async () => {
  const deposit = await deposited();
  const waiting = faultyServer((step) => (step === "account" ? "cut-before" : undefined));
  const answer = await buyChallenge(
    contextOf(me),
    { program_id: 1, payer_login: me.login },
    waiting,
  );
  expect(answer.status).toBe(202);
  await disputed(deposit, "needs_response");
  await sql("update purchases set claimed_until = null");
  await resumePurchase(ctx(), answer.body.purchase.id);
  const row = await one(
    "select id from challenges where purchase_id = $1",
    answer.body.purchase.id,
  );
  expect(await stateOf(row)).toEqual(runs);
  // The look that was left for when the purchase is settled.
  const { rowCount } = await sql(
    "update graphile_worker._private_jobs set run_at = now() where key like 'apply-wallet-hold:%:again'",
  );
  expect(rowCount).toBe(1);
  await workOff();
  expect(await stateOf(row)).toEqual(["deposit_disputed", false, deposit]);
});

test("applied by several at once, and again → one suspension, one email", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await disputeFact(deposit, "needs_response");
  await settleDeposit(ctx(), deposit);
  await Promise.all([1, 2, 3, 4].map(() => applyWalletHold(ctx(), me.login)));
  const types = typesOf(await toldOf("challenge_id", challenge.id));
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
  await workOff();
});

test("an application that began earlier and is slower → it writes nothing of what it read before", async () => {
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
  await workOff();
  expect(await stateOf(challenge)).toEqual(runs);
});

test("facts about two deposits in any order, applied in between or not → the same challenges are held", async () => {
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
    // Of one deposit in their order, of both in any.
    while (facts.length > 0) {
      const { id } = facts[random(facts.length)] ?? { id: "" };
      const at = facts.findIndex((fact) => fact.id === id);
      const [fact] = facts.splice(at, 1);
      if (fact) await disputeFact(fact.id, fact.status);
      if (random(2)) await settleDeposit(ctx(), id);
      if (random(2)) await applyWalletHold(ctx(), me.login);
    }
    await workOff();
    await applyWalletHold(ctx(), me.login);
    const states = await Promise.all(challenges.map(stateOf));
    const held = states.filter(([state]) => state !== "runs").length;
    const [, debt = 0] = await wallet();
    // As many as cover the debt, and none without one.
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
