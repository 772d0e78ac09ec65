import { afterAll, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf } from "@/testing/prop";
import {
  accountOf,
  answerOf,
  movementsOf,
  purchaseRow,
  settleAll,
} from "@/testing/purchases/books";
import { failAt } from "@/testing/purchases/faults";
import { stepServer } from "@/testing/purchases/step-server";
import { contextOf, type Fault, faultyServer, fund, newTrader } from "@/testing/trading";
import { buyChallenge } from "./buy";
import { forwardSteps } from "./forward";
import { resumePurchase } from "./resume";
import { retryPurchase } from "./retry";

// The demo catalog's. Of what was paid only the fee's refusal can be tried again: the rest is refunded.
const [PAID, FREE, PRICE, DEPOSIT] = [1, 4, 49_900, 1_000_000];
const cases = forwardSteps.map(({ name }) => ({
  step: name,
  program_id: name === "fee" ? PAID : FREE,
}));

const serverThatFails = (...failing: [step: string, fault: Fault][]) => {
  const faultOf = new Map(failing);
  return faultyServer((step) => faultOf.get(step));
};

async function refusedAt(step: string, program_id = FREE) {
  const trader = await newTrader(BigInt(PRICE));
  const { ctx, server, mend } = await failAt(trader, step, "refuse");
  const input = { program_id, payer_login: trader.login };
  const { body } = await answerOf(() => buyChallenge(ctx, input, server));
  await mend();
  const { id } = body.purchase;
  const retry = (using = serverThatFails()) =>
    answerOf(() => retryPurchase(contextOf(trader), id, using));
  return { trader, id: id as number, retry };
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(cases)("after a refusal of $step", ({ step, program_id }) => {
  test("a retry uses a new key for what was refused or taken back, and the old ones for the rest", async () => {
    const { id, retry } = await refusedAt(step, program_id);
    const row = await purchaseRow(id);
    const server = serverThatFails();
    expect(await retry(server)).toMatchObject({ status: 200, body: { purchase: { status: 3 } } });
    const account = { fee: 1, account: 2 }[step];
    const balance = { initial_balance: 2, challenge: 2 }[step] ?? 1;
    expect(server.asked).toEqual([
      ...(program_id === PAID ? [`${id}:fee:2`] : []),
      account ? `${id}:account:${account}` : `account:${row.account_login}`,
      `${id}:initial_balance:${balance}`,
    ]);
    expect(await accountOf(id)).toMatchObject({ enabled: true });
    expect(await purchaseRow(id)).toMatchObject({ failure_code: null, rollback_problem: null });
  });

  test("a retry that is refused there too is taken back as well, and can be tried again", async () => {
    const { trader, id, retry } = await refusedAt(step, program_id);
    for (let times = 0; times < 2; times++) {
      const { server, mend, ctx } = await failAt(trader, step, "refuse");
      const again = await answerOf(() => retryPurchase(ctx, id, server));
      await mend();
      expect(again).toMatchObject({ status: 502, body: { purchase: { can_retry: true } } });
      expect((await accountOf(id))?.enabled ?? false).toBe(false);
      expect(await balanceOf(trader.login)).toBe(PRICE);
    }
    expect(await retry()).toMatchObject({ status: 200, body: { purchase: { status: 3 } } });
    const kept = (await movementsOf(id)).filter(({ reverses }) => !reverses);
    expect(kept.filter(({ comment }) => comment === "PROP_CHALLENGE_PURCHASE")).toHaveLength(
      program_id === PAID ? 1 : 0,
    );
    expect((await accountOf(id))?.balance).toBe(program_id === PAID ? 10_000_000 : DEPOSIT);
  });
});

test("an account that was enabled again unnoticed is disabled when the retry comes to nothing", async () => {
  const { id, retry } = await refusedAt("initial_balance");
  expect((await retry(serverThatFails(["account", "cut-after"]))).status).toBe(202);
  expect(await accountOf(id)).toMatchObject({ enabled: true });
  const job = systemContext(database(), "job_test");
  await resumePurchase(job, id, serverThatFails(["account", "refuse"]));
  expect(await purchaseRow(id)).toMatchObject({ failure_code: "ACCOUNT_CREATION_FAILED" });
  expect(await accountOf(id)).toMatchObject({ enabled: false });
});

test("a purchase whose account isn't disabled yet waits for that before it can be tried again", async () => {
  const trader = await newTrader();
  const server = serverThatFails(["initial_balance", "refuse"], ["account_disabling", "refuse"]);
  const input = { program_id: FREE, payer_login: trader.login };
  const { body } = await answerOf(() => buyChallenge(contextOf(trader), input, server));
  const { id, can_retry } = body.purchase;
  expect(can_retry).toBe(false);
  expect((await purchaseRow(id)).rollback_problem).toMatch(/^account_disabling/);
  const tooEarly = await answerOf(() => retryPurchase(contextOf(trader), id));
  expect([tooEarly.status, tooEarly.body.error.code]).toEqual([409, "INVALID_STATE"]);
  await settleAll();
  const retried = await answerOf(() => retryPurchase(contextOf(trader), id));
  expect(retried).toMatchObject({ status: 200, body: { purchase: { id, status: 3 } } });
  expect(await accountOf(id)).toMatchObject({ enabled: true });
});

test("a retry leaves no problem behind that an admin would wait for", async () => {
  const { id, retry } = await refusedAt("initial_balance");
  // As where a process ended between the last thing that it took back and saying so.
  await sql("update purchases set rollback_problem = 'fee_rollback: no answer' where id = $1", [
    id,
  ]);
  await retry();
  expect(await purchaseRow(id)).toMatchObject({ status: 3, rollback_problem: null });
});

test("a retry whose wallet is drained between check and debit has failed and can be tried again", async () => {
  const { trader, id } = await refusedAt("fee", PAID);
  const server = stepServer(async (step, _, go) => {
    if (step === "fee") await fund(trader.login, -1n);
    return go();
  });
  const again = await answerOf(() => retryPurchase(contextOf(trader), id, server));
  expect([again.status, again.body.error.code]).toEqual([400, "NOT_ENOUGH_FUNDS"]);
  expect(await purchaseRow(id)).toMatchObject({ status: 4, failure_code: "PAYMENT_FAILED" });
  await fund(trader.login, 1n);
  const { body } = await answerOf(() => retryPurchase(contextOf(trader), id));
  expect(body.purchase).toMatchObject({ id, status: 3 });
});
