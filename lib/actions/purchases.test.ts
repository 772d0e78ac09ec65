import { afterAll, beforeAll, expect, test } from "vitest";
import { buyChallenge } from "@/lib/purchases/buy";
import { type Admin, auditOf, newAdmin, performAction } from "@/testing/actors/admin";
import {
  balanceOf,
  buyFromWallet,
  contextOf,
  newTrader,
  type Trader,
} from "@/testing/actors/trader";
import { newProgram } from "@/testing/catalog/programs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { type Fault, faultyServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import {
  accountOf,
  movementsOf,
  purchaseRow,
  resultOf,
  settleAll,
} from "@/testing/purchases/purchase-state";

// Read with the settings, at their first use: a call that hangs times out soon.
process.env.TRADING_TIMEOUT_SECONDS = "0.5";

const PRICE = 49_900;
let admin: Admin;

beforeAll(async () => {
  admin = await newAdmin();
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

const comments = async (id: number) => (await movementsOf(id)).map(({ comment }) => comment);
const rollBack = (id: number) => performAction(admin, "purchase.rollback", { id });

/** A purchase that is stalled because the trading server fails at a step. */
async function stalledPurchase(trader: Trader, step: string, fault: Fault) {
  const server = faultyServer((current) => (current === step ? fault : undefined));
  const input = { program_id: 1, payer_login: trader.login };
  const { body } = await resultOf(() => buyChallenge(contextOf(trader), input, server));
  return body.purchase.id as number;
}

test("purchase.rollback: a running challenge → canceled, its account disabled, the fee back in the wallet", async () => {
  const me = await newTrader(BigInt(PRICE));
  const { body } = await buyFromWallet(me);
  const { id } = body.purchase;
  expect((await rollBack(id)).body).toMatchObject({ status: "pending" });
  await settleAll();
  expect(await purchaseRow(id)).toMatchObject({ status: 5, failure_code: "ROLLED_BACK" });
  expect(await balanceOf(me.login)).toBe(PRICE);
  expect(await accountOf(id)).toMatchObject({ enabled: false, balance: 0 });
  const { rows } = await sql(
    "select c.status, p.status as phase from challenges c join challenge_phases p on p.challenge_id = c.id where purchase_id = $1",
    [id],
  );
  expect(rows).toEqual([{ status: 4, phase: 4 }]);
  expect(await auditOf(id)).toMatchObject([
    {
      action: "purchase.rollback",
      before: { status: "active" },
      after: { status: "failed", failure_reason: "ROLLED_BACK" },
    },
  ]);
  const again = await rollBack(id);
  expect([again.status, again.body.error.code]).toEqual([409, "INVALID_STATE"]);
});

test.each([
  ["fee", "cut-after", ["PROP_CHALLENGE_PURCHASE", "PROP_CHALLENGE_PURCHASE_ROLLBACK"]],
  ["fee", "cut-before", ["PROP_CHALLENGE_PURCHASE", "PROP_CHALLENGE_PURCHASE_ROLLBACK"]],
  ["account", "cut-after", ["PROP_CHALLENGE_PURCHASE", "PROP_CHALLENGE_PURCHASE_ROLLBACK"]],
  [
    "initial_balance",
    "cut-after",
    [
      "PROP_CHALLENGE_PURCHASE",
      "PROP_CHALLENGE_INITIAL_BALANCE",
      "PROP_CHALLENGE_INITIAL_BALANCE_ROLLBACK",
      "PROP_CHALLENGE_PURCHASE_ROLLBACK",
    ],
  ],
] as const)(
  "purchase.rollback: the result of %s is unknown (%s) → rolled back once it is known, not before",
  async (step, fault, movements) => {
    const me = await newTrader(BigInt(PRICE));
    const id = await stalledPurchase(me, step, fault);
    const { status } = await purchaseRow(id);
    await rollBack(id);
    expect((await purchaseRow(id)).status).toBe(status);
    await settleAll();
    expect(await purchaseRow(id)).toMatchObject({ status: 5, failure_code: "ROLLED_BACK" });
    expect(await comments(id)).toEqual(movements);
    expect(await balanceOf(me.login)).toBe(PRICE);
    expect(await accountOf(id)).toSatisfy((account) => account === null || !account.enabled);
  },
);

test("purchase.rollback: the fee turns out rejected → ROLLED_BACK, and the customer can't retry", async () => {
  const me = await newTrader(BigInt(PRICE));
  const id = await stalledPurchase(me, "fee", "cut-before");
  await rollBack(id);
  await sql("update trading_accounts set enabled = false where login = $1", [me.login]);
  await settleAll();
  expect(await purchaseRow(id)).toMatchObject({ status: 4, failure_code: "ROLLED_BACK" });
});

test("purchase.retry: a purchase that its customer canceled → rejected", async () => {
  const me = await newTrader(BigInt(PRICE));
  const id = await stalledPurchase(me, "fee", "reject");
  await sql("update purchases set failure_code = 'CANCELLED' where id = $1", [id]);
  expect((await performAction(admin, "purchase.retry", { id })).body.error.code).toBe(
    "INVALID_STATE",
  );
  expect(await balanceOf(me.login)).toBe(PRICE);
});

test("purchase.rollback: stalled before its last step → rolled back without a challenge", async () => {
  const me = await newTrader(BigInt(PRICE));
  const id = await stalledPurchase(me, "initial_balance", "cut-after");
  await sql(
    "update purchases set initial_balance_order = (select order_no from finance_operations where api_data ->> 'purchase_id' = $1 and comment = 'PROP_CHALLENGE_INITIAL_BALANCE') where id = $2",
    [String(id), id],
  );
  await rollBack(id);
  await settleAll();
  expect((await purchaseRow(id)).status).toBe(5);
  const { rows } = await sql("select 1 from challenges where purchase_id = $1", [id]);
  expect(rows).toEqual([]);
});

test("purchase.rollback: active before the executor sees the request → rolled back by its job", async () => {
  const me = await newTrader(BigInt(PRICE));
  const { body } = await buyFromWallet(me);
  const { id } = body.purchase;
  await sql("update purchases set rollback_requested_at = now() where id = $1", [id]);
  await performAction(admin, "purchase.retry", { id });
  await settleAll();
  expect((await purchaseRow(id)).status).toBe(5);
});

test("retryPurchase: rolled back by an admin, free ones too → rejected", async () => {
  const me = await newTrader();
  const { body } = await buyFromWallet(me, { program_id: 4 });
  const { id } = body.purchase;
  await rollBack(id);
  await settleAll();
  expect(await purchaseRow(id)).toMatchObject({ status: 4, failure_code: "ROLLED_BACK" });
  const again = await as(me).post(`/prop/purchases/${id}/retry`);
  expect([again.status, again.body.error.code]).toEqual([409, "INVALID_STATE"]);
});

test("purchase.retry: a failed purchase → active", async () => {
  const me = await newTrader(BigInt(PRICE));
  const id = await stalledPurchase(me, "fee", "reject");
  expect((await purchaseRow(id)).status).toBe(4);
  await performAction(admin, "purchase.retry", { id });
  await settleAll();
  expect((await purchaseRow(id)).status).toBe(3);
  expect(await balanceOf(me.login)).toBe(0);
  expect(await auditOf(id)).toMatchObject([
    { action: "purchase.retry", before: { status: "failed" }, after: { status: "pending" } },
  ]);
  expect((await performAction(admin, "purchase.retry", { id })).body.error.code).toBe(
    "INVALID_STATE",
  );
});

test("purchase.rollback: an earlier rollback was rejected → it continues", async () => {
  const me = await newTrader(BigInt(PRICE));
  const server = faultyServer((step) =>
    step === "account" || step === "fee_rollback" ? "reject" : undefined,
  );
  const input = { program_id: 1, payer_login: me.login };
  const { body } = await resultOf(() => buyChallenge(contextOf(me), input, server));
  const { id } = body.purchase;
  expect((await purchaseRow(id)).rollback_problem).toContain("fee_rollback");
  await performAction(admin, "purchase.retry", { id });
  await settleAll();
  expect((await purchaseRow(id)).status).toBe(5);
  expect(await balanceOf(me.login)).toBe(PRICE);
});

test("challenge.grant: one idempotency key twice → one challenge, no fee", async () => {
  const me = await newTrader();
  const grant = { user_id: me.publicId, program_id: 1, idempotency_key: crypto.randomUUID() };
  const [first, second] = await Promise.all(
    [1, 2].map(() => performAction(admin, "challenge.grant", grant)),
  );
  await settleAll();
  const id = Number(first?.body.id);
  expect(second?.body.id).toBe(first?.body.id);
  expect(await purchaseRow(id)).toMatchObject({
    status: 3,
    customer_id: me.id,
    amount_cents: "0",
    payment_order: null,
  });
  expect(await comments(id)).toEqual(["PROP_CHALLENGE_INITIAL_BALANCE"]);
  expect(await auditOf(id)).toMatchObject([{ action: "challenge.grant" }]);
  const other = await performAction(admin, "challenge.grant", { ...grant, program_id: 2 });
  expect(other.body.error.code).toBe("IDEMPOTENCY_KEY_REUSED");
});

test("challenge.grant: a program that isn't on sale → rejected", async () => {
  const me = await newTrader();
  for (const status of [1, 2]) {
    const program_id = await newProgram({ status });
    const grant = { user_id: me.publicId, program_id, idempotency_key: crypto.randomUUID() };
    const { body } = await performAction(admin, "challenge.grant", grant);
    expect(body.error.code).toBe("PROGRAM_DISABLED");
  }
});
