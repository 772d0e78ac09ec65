import { afterAll, beforeAll, expect, test } from "vitest";
import { POST as retry } from "@/app/api/prop/purchases/[id]/retry/route";
import { buyChallenge } from "@/lib/challenges/buy";
import { call } from "@/testing/api";
import { sql } from "@/testing/callers";
import { type Admin, act, auditOf, newAdmin } from "@/testing/console";
import { ledgerProblems } from "@/testing/ledger";
import { newProgram } from "@/testing/programs";
import { balanceOf } from "@/testing/prop";
import {
  accountOf,
  answerOf,
  movementsOf,
  purchaseRow,
  settleAll,
} from "@/testing/purchases/books";
import {
  buyThroughRoute,
  contextOf,
  type Fault,
  faultyServer,
  newTrader,
  type Trader,
} from "@/testing/trading";

// Read with the settings, at the first use of them: what hangs is given up soon.
process.env.TRADING_ANSWER_SECONDS = "0.5";

const PRICE = 49_900;
let admin: Admin;

beforeAll(async () => {
  admin = await newAdmin();
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

const comments = async (id: number) => (await movementsOf(id)).map(({ comment }) => comment);
const rollBack = (id: number) => act(admin, "purchase.rollback", { id });

/** A purchase that stands still because the trading server fails at a step. */
async function standing(trader: Trader, step: string, fault: Fault) {
  const server = faultyServer((asked) => (asked === step ? fault : undefined));
  const input = { program_id: 1, payer_login: trader.login };
  const { body } = await answerOf(() => buyChallenge(contextOf(trader), input, server));
  return body.purchase.id as number;
}

test("a running challenge is taken back: canceled, its account disabled, the fee in the wallet again", async () => {
  const me = await newTrader(BigInt(PRICE));
  const { body } = await buyThroughRoute(me);
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
  "one whose %s isn't known (%s) is taken back as soon as that is known, and never before",
  async (step, fault, movements) => {
    const me = await newTrader(BigInt(PRICE));
    const id = await standing(me, step, fault);
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

test("one whose fee turns out refused is over as the admin wanted, and its customer can't try again", async () => {
  const me = await newTrader(BigInt(PRICE));
  const id = await standing(me, "fee", "cut-before");
  await rollBack(id);
  await sql("update trading_accounts set enabled = false where login = $1", [me.login]);
  await settleAll();
  expect(await purchaseRow(id)).toMatchObject({ status: 4, failure_code: "ROLLED_BACK" });
});

test("what its customer canceled isn't bought for them", async () => {
  const me = await newTrader(BigInt(PRICE));
  const id = await standing(me, "fee", "refuse");
  await sql("update purchases set failure_code = 'CANCELLED' where id = $1", [id]);
  expect((await act(admin, "purchase.retry", { id })).body.error.code).toBe("INVALID_STATE");
  expect(await balanceOf(me.login)).toBe(PRICE);
});

test("one that stands before its last step is taken back without a challenge", async () => {
  const me = await newTrader(BigInt(PRICE));
  const id = await standing(me, "initial_balance", "cut-after");
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

test("one that became active before its executor saw it is taken back by its job", async () => {
  const me = await newTrader(BigInt(PRICE));
  const { body } = await buyThroughRoute(me);
  const { id } = body.purchase;
  await sql("update purchases set rollback_requested_at = now() where id = $1", [id]);
  await act(admin, "purchase.retry", { id });
  await settleAll();
  expect((await purchaseRow(id)).status).toBe(5);
});

test("its customer can't try again what an admin took back, a free one neither", async () => {
  const me = await newTrader();
  const { body } = await buyThroughRoute(me, { program_id: 4 });
  const { id } = body.purchase;
  await rollBack(id);
  await settleAll();
  expect(await purchaseRow(id)).toMatchObject({ status: 4, failure_code: "ROLLED_BACK" });
  const again = await call(retry, {
    method: "POST",
    headers: me.headers,
    params: { id: String(id) },
  });
  expect([again.status, again.body.error.code]).toEqual([409, "INVALID_STATE"]);
});

test("a failed purchase is tried again for its customer, and becomes active", async () => {
  const me = await newTrader(BigInt(PRICE));
  const id = await standing(me, "fee", "refuse");
  expect((await purchaseRow(id)).status).toBe(4);
  await act(admin, "purchase.retry", { id });
  await settleAll();
  expect((await purchaseRow(id)).status).toBe(3);
  expect(await balanceOf(me.login)).toBe(0);
  expect(await auditOf(id)).toMatchObject([
    { action: "purchase.retry", before: { status: "failed" }, after: { status: "pending" } },
  ]);
  expect((await act(admin, "purchase.retry", { id })).body.error.code).toBe("INVALID_STATE");
});

test("a rollback that was refused goes on when an admin says so", async () => {
  const me = await newTrader(BigInt(PRICE));
  const server = faultyServer((step) =>
    step === "account" || step === "fee_rollback" ? "refuse" : undefined,
  );
  const input = { program_id: 1, payer_login: me.login };
  const { body } = await answerOf(() => buyChallenge(contextOf(me), input, server));
  const { id } = body.purchase;
  expect((await purchaseRow(id)).rollback_problem).toContain("fee_rollback");
  await act(admin, "purchase.retry", { id });
  await settleAll();
  expect((await purchaseRow(id)).status).toBe(5);
  expect(await balanceOf(me.login)).toBe(PRICE);
});

test("a challenge is given without its fee, once for a key", async () => {
  const me = await newTrader();
  const wish = { user_id: me.publicId, program_id: 1, idempotency_key: crypto.randomUUID() };
  const [first, second] = await Promise.all([1, 2].map(() => act(admin, "challenge.grant", wish)));
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
  const other = await act(admin, "challenge.grant", { ...wish, program_id: 2 });
  expect(other.body.error.code).toBe("IDEMPOTENCY_KEY_REUSED");
});

test("a challenge that isn't on sale isn't given either", async () => {
  const me = await newTrader();
  for (const status of [1, 2]) {
    const program_id = await newProgram({ status });
    const wish = { user_id: me.publicId, program_id, idempotency_key: crypto.randomUUID() };
    const { body } = await act(admin, "challenge.grant", wish);
    expect(body.error.code).toBe("PROGRAM_DISABLED");
  }
});
