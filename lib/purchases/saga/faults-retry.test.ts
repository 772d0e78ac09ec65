import { afterAll, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { balanceOf, contextOf, fund, newTrader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { failAt } from "@/testing/faults/purchase-faults";
import { type Fault, faultyServer, stepServer } from "@/testing/faults/trading-server";
import {
  accountOf,
  movementsOf,
  purchaseRow,
  resultOf,
  settleAll,
} from "@/testing/purchases/purchase-state";
import { buyChallenge } from "../buy";
import { retryPurchase } from "../retry";
import { resumePurchase } from "./resume";
import { steps } from "./steps";

// The demo catalog's programs. Of paid ones only a rejected fee can be retried: after any later step the fee is refunded.
const [PAID, FREE, PRICE, DEPOSIT] = [1, 4, 49_900, 1_000_000];
const cases = steps.map(({ name }) => ({
  step: name,
  program_id: name === "fee" ? PAID : FREE,
}));

const serverThatFails = (...failing: [step: string, fault: Fault][]) => {
  const faultOf = new Map(failing);
  return faultyServer((step) => faultOf.get(step));
};

async function rejectedAt(step: string, program_id = FREE) {
  const trader = await newTrader(BigInt(PRICE));
  const { ctx, server, restore } = await failAt(trader, step, "reject");
  const input = { program_id, payer_login: trader.login };
  const { body } = await resultOf(() => buyChallenge(ctx, input, server));
  await restore();
  const { id } = body.purchase;
  const retry = (using = serverThatFails()) =>
    resultOf(() => retryPurchase(contextOf(trader), id, using));
  return { trader, id: id as number, retry };
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(cases)("retryPurchase: $step was rejected", ({ step, program_id }) => {
  test("→ new request keys for what was rejected or reversed, the old ones for the rest", async () => {
    const { id, retry } = await rejectedAt(step, program_id);
    const row = await purchaseRow(id);
    const server = serverThatFails();
    expect(await retry(server)).toMatchObject({ status: 200, body: { purchase: { status: 3 } } });
    const account = { fee: 1, account: 2 }[step];
    const balance = { initial_balance: 2, challenge: 2 }[step] ?? 1;
    expect(server.requestKeys).toEqual([
      ...(program_id === PAID ? [`${id}:fee:2`] : []),
      account ? `${id}:account:${account}` : `account:${row.account_login}`,
      `${id}:initial_balance:${balance}`,
    ]);
    expect(await accountOf(id)).toMatchObject({ enabled: true });
    expect(await purchaseRow(id)).toMatchObject({ failure_code: null, rollback_problem: null });
  });

  test("rejected there again → rolled back again, and can be retried", async () => {
    const { trader, id, retry } = await rejectedAt(step, program_id);
    for (let times = 0; times < 2; times++) {
      const { server, restore, ctx } = await failAt(trader, step, "reject");
      const again = await resultOf(() => retryPurchase(ctx, id, server));
      await restore();
      expect(again).toMatchObject({ status: 502, body: { purchase: { can_retry: true } } });
      expect((await accountOf(id))?.enabled ?? false).toBe(false);
      expect(await balanceOf(trader.login)).toBe(PRICE);
    }
    expect(await retry()).toMatchObject({ status: 200, body: { purchase: { status: 3 } } });
    const booked = (await movementsOf(id)).filter(({ reverses }) => !reverses);
    expect(booked.filter(({ comment }) => comment === "PROP_CHALLENGE_PURCHASE")).toHaveLength(
      program_id === PAID ? 1 : 0,
    );
    expect((await accountOf(id))?.balance).toBe(program_id === PAID ? 10_000_000 : DEPOSIT);
  });
});

test("resumePurchase: the account was enabled with a lost response, then the retry fails → disabled", async () => {
  const { id, retry } = await rejectedAt("initial_balance");
  expect((await retry(serverThatFails(["account", "cut-after"]))).status).toBe(202);
  expect(await accountOf(id)).toMatchObject({ enabled: true });
  const job = systemContext(database(), "job_test");
  await resumePurchase(job, id, serverThatFails(["account", "reject"]));
  expect(await purchaseRow(id)).toMatchObject({ failure_code: "ACCOUNT_CREATION_FAILED" });
  expect(await accountOf(id)).toMatchObject({ enabled: false });
});

test("retryPurchase: the account isn't disabled yet → INVALID_STATE until it is", async () => {
  const trader = await newTrader();
  const server = serverThatFails(["initial_balance", "reject"], ["account_disabling", "reject"]);
  const input = { program_id: FREE, payer_login: trader.login };
  const { body } = await resultOf(() => buyChallenge(contextOf(trader), input, server));
  const { id, can_retry } = body.purchase;
  expect(can_retry).toBe(false);
  expect((await purchaseRow(id)).rollback_problem).toMatch(/^account_disabling/);
  const tooEarly = await resultOf(() => retryPurchase(contextOf(trader), id));
  expect([tooEarly.status, tooEarly.body.error.code]).toEqual([409, "INVALID_STATE"]);
  await settleAll();
  const retried = await resultOf(() => retryPurchase(contextOf(trader), id));
  expect(retried).toMatchObject({ status: 200, body: { purchase: { id, status: 3 } } });
  expect(await accountOf(id)).toMatchObject({ enabled: true });
});

test("retryPurchase: an old rollback problem is stored → cleared", async () => {
  const { id, retry } = await rejectedAt("initial_balance");
  // As if a process ended between the last compensation and storing that it is done.
  await sql("update purchases set rollback_problem = 'fee_rollback: no answer' where id = $1", [
    id,
  ]);
  await retry();
  expect(await purchaseRow(id)).toMatchObject({ status: 3, rollback_problem: null });
});

test("retryPurchase: the balance falls between check and withdrawal → failed, and can be retried", async () => {
  const { trader, id } = await rejectedAt("fee", PAID);
  const server = stepServer(async (step, _, go) => {
    if (step === "fee") await fund(trader.login, -1n);
    return go();
  });
  const again = await resultOf(() => retryPurchase(contextOf(trader), id, server));
  expect([again.status, again.body.error.code]).toEqual([400, "NOT_ENOUGH_FUNDS"]);
  expect(await purchaseRow(id)).toMatchObject({ status: 4, failure_code: "PAYMENT_FAILED" });
  await fund(trader.login, 1n);
  const { body } = await resultOf(() => retryPurchase(contextOf(trader), id));
  expect(body.purchase).toMatchObject({ id, status: 3 });
});
