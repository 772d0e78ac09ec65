import { beforeEach, expect, test } from "vitest";
import { rollBackPurchase } from "@/lib/purchases";
import { contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { creditedDeposit } from "@/testing/stripe/deposits";
import {
  boughtChallenge,
  disputed,
  ended,
  purchaseRefunded,
  refunded,
  runs,
  stateOf,
  walletOf,
} from "@/testing/stripe/wallet-holds";

let me: Trader;
beforeEach(async () => {
  me = await newTrader();
});
const deposited = (cents?: number) => creditedDeposit(me, cents);
const bought = (programId?: number) => boughtChallenge(me, programId);
const wallet = () => walletOf(me);

test("applyWalletHold: two deposits, two challenges → the one that the disputed deposit paid for is suspended", async () => {
  const first = await deposited();
  const older = await bought();
  const second = await deposited();
  const newer = await bought();
  await disputed(first, "needs_response");
  // Two dollars were left over: they pay a part of the older one.
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

test("applyWalletHold: a challenge paid from two deposits, one is lost → it ends, and the rest of its fee is in the wallet", async () => {
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

test("rollBackPurchase: a suspended challenge → it ends, and its fee repays the debt", async () => {
  const deposit = await deposited();
  const [older, newer] = [await bought(2), await bought(2)];
  await disputed(deposit, "needs_response");
  const { actor, ...context } = contextOf(me);
  const admin = { ...context, actor: { ...actor, role: "admin" as const } };
  await rollBackPurchase(admin, { id: newer.purchaseId, reason: "asked for by the customer" });
  await runAllJobs();
  expect([await stateOf(newer), await stateOf(older), await wallet()]).toEqual([
    ["rolled_back", false, purchaseRefunded],
    ["deposit_disputed", false, deposit],
    [0, 19_900],
  ]);
});

test("applyWalletHold: a part of a deposit is refunded → only the newest of its challenges is suspended", async () => {
  const deposit = await deposited();
  const [older, newer] = [await bought(2), await bought(2)];
  await refunded(deposit, "succeeded", 20_000);
  expect([await stateOf(older), await stateOf(newer), await wallet()]).toEqual([
    runs,
    ["deposit_refunded", false, deposit],
    [0, 9_800],
  ]);
});
