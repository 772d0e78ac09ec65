import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { buyChallenge, resumePurchase } from "@/lib/purchases";
import { tradingServer } from "@/lib/trading";
import { contextOf, fund, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { faultyServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import { creditedDeposit, payDeposit } from "@/testing/stripe/deposits";
import { control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import {
  boughtChallenge,
  disputed,
  ended,
  one,
  refunded,
  runs,
  stateOf,
  walletOf,
} from "@/testing/stripe/wallet-holds";
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
const intentOf = async (id: string): Promise<string> =>
  (await one("select stripe_payment_intent_id as intent from payments where id = $1", id)).intent;
const flagOf = async (id: string) =>
  (await one("select review_kind as kind from payments where id = $1", id)).kind;

const delivered = new Set<string>();
/** Delivers Stripe's new events about a payment, and runs the jobs that follow. */
async function sync(paymentId: string) {
  for (const event of await eventsOf(await intentOf(paymentId))) {
    if (!delivered.has(event.id)) await deliver(event);
    delivered.add(event.id);
  }
  await runAllJobs();
}

test("applyWalletHold: a spent deposit is disputed → its challenge is suspended; the dispute is won → reinstated with the same account", async () => {
  const { paymentId: deposit } = await payDeposit(me, me.login, 50_000);
  await runAllJobs();
  const challenge = await bought();
  const { id: disputeId } = await control(`payment_intents/${await intentOf(deposit)}/dispute`);
  await sync(deposit);
  expect([await stateOf(challenge), await wallet()]).toEqual([
    ["deposit_disputed", false, deposit],
    [0, 49_900],
  ]);
  const reset = await as(me).post(`/prop/accounts/${challenge.login}/password/reset`, {
    password: "a long enough password",
  });
  expect([reset.status, reset.body.error.code]).toEqual([409, "INVALID_STATE"]);
  await control(`disputes/${disputeId}/win`);
  await sync(deposit);
  expect([await stateOf(challenge), await wallet()]).toEqual([runs, [100, 0]]);
  expect(eventTypesOf(await emittedEvents("challenge_id", challenge.id))).toEqual([
    "challenge.purchased",
    "challenge.suspended",
    "challenge.reinstated",
  ]);
  expect(await ledgerProblems()).toEqual([]);
});

test("applyWalletHold: the dispute is lost → the challenge ends, its fee repays the debt, balance and debt are 0", async () => {
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
  expect(eventTypesOf(await emittedEvents("challenge_id", challenge.id))).toEqual([
    "challenge.purchased",
    "challenge.suspended",
    "challenge.ended",
  ]);
  // Reopened and won: the deposit is back, the challenge stays ended.
  await disputed(deposit, "won");
  expect([await stateOf(challenge), await wallet()]).toEqual([ended, [50_000, 0]]);
  expect(await ledgerProblems()).toEqual([]);
});

test("applyWalletHold: the fee of an ended challenge or a credit of the firm repays the debt → the payment's flag is cleared", async () => {
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

test("applyWalletHold: a deposit is reversed after the operations were read → its flag stays", async () => {
  const deposit = await deposited();
  await bought();
  const read = await tradingServer(database()).listOperations(me.login, 1_000);
  await refunded(deposit);
  const late = { ...tradingServer(database()), listOperations: async () => read };
  await applyWalletHold(ctx(), me.login, late);
  expect(await flagOf(deposit)).toBe("wallet_debt");
});

test("applyWalletHold: a challenge in its second phase → suspended and ended with the accounts of all its phases", async () => {
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
    "update evaluations set monitored = false, due_at = null, state = 'passed', ended_at = now() where challenge_id = $1",
    [challenge.id],
  );
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
  await sql(
    "delete from evaluations e using venue_accounts v where v.id = e.venue_account_id and v.login = $1",
    [login],
  );
  await sql("delete from challenge_phases where account_login = $1", [login]);
  await sql("delete from trading_accounts where login = $1", [login]);
});

test("applyWalletHold: a challenge that had already failed → its fee isn't returned, and the debt stays", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await sql("update challenges set status = 3, ended_at = now() where id = $1", [challenge.id]);
  await disputed(deposit, "needs_response");
  await disputed(deposit, "lost");
  const { status } = await one("select status from challenges where id = $1", challenge.id);
  expect([status, await wallet()]).toEqual([3, [0, 49_900]]);
});

test("applyWalletHold: the wallet covers the disputed amount → nothing is suspended", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await fund(me.login, 60_000n);
  await disputed(deposit, "needs_response");
  await disputed(deposit, "lost");
  expect([await stateOf(challenge), await wallet()]).toEqual([runs, [10_100, 0]]);
});

test("applyWalletHold: a new deposit repays the debt → reinstated, also after the dispute is lost", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await disputed(deposit, "needs_response");
  await deposited();
  await runAllJobs();
  expect([await stateOf(challenge), await wallet()]).toEqual([runs, [100, 0]]);
  await disputed(deposit, "lost");
  expect(await stateOf(challenge)).toEqual(runs);
});

test("applyWalletHold: an operator refunds a spent deposit → suspended; the refund fails → reinstated", async () => {
  const deposit = await deposited();
  const challenge = await bought();
  await refunded(deposit);
  expect(await stateOf(challenge)).toEqual(["deposit_refunded", false, deposit]);
  await refunded(deposit, "failed");
  expect(await stateOf(challenge)).toEqual(runs);
});

test("applyWalletHold: the challenge isn't recorded yet when the dispute comes → suspended once it is", async () => {
  const deposit = await deposited();
  const waiting = faultyServer((step) => (step === "account" ? "cut-before" : undefined));
  const result = await buyChallenge(
    contextOf(me),
    { program_id: 1, payer_login: me.login },
    waiting,
  );
  expect(result.status).toBe(202);
  await disputed(deposit, "needs_response");
  await sql("update purchases set claimed_until = null");
  await resumePurchase(ctx(), result.body.purchase.id);
  const row = await one(
    "select id from challenges where purchase_id = $1",
    result.body.purchase.id,
  );
  expect(await stateOf(row)).toEqual(runs);
  // The check that was enqueued for when the purchase is settled.
  const { rowCount } = await sql(
    "update graphile_worker._private_jobs set run_at = now() where key like 'apply-wallet-hold:%:again'",
  );
  expect(rowCount).toBe(1);
  await runAllJobs();
  expect(await stateOf(row)).toEqual(["deposit_disputed", false, deposit]);
});
