import Stripe from "stripe";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { stripe } from "@/lib/payments/stripe";
import { adjustWallet, settleAdjustmentLater } from "@/lib/trading/adjust-wallet";
import { type Admin, auditOf, newAdmin, performAction, REASON } from "@/testing/actors/admin";
import { fund, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { faultyServer } from "@/testing/faults/trading-server";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";

let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader();
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

async function paid(card?: string) {
  const { payment_id: id, stripe_payment_intent_id: intentId } = await startCheckout(me, {
    key: crypto.randomUUID(),
  });
  await confirm(intentId, card);
  for (const event of await eventsOf(intentId)) await deliver(event);
  await runAllJobs();
  return { id, intentId };
}

const refund = (id: string, amount_cents: number, idempotency_key: string = crypto.randomUUID()) =>
  performAction(admin, "payment.refund", { id, amount_cents, idempotency_key });

const state = async (id: string) =>
  (
    await sql(
      "select p.status, a.status as account from payments p join prop_accounts a on a.payment_id = p.id where p.id = $1",
      [id],
    )
  ).rows[0];

const refundsOf = async (intentId: string) =>
  (await stripe().refunds.list({ payment_intent: intentId })).data.map(({ amount }) => amount);

const makeJobsPending = () =>
  sql(
    "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier like 'settle-%'), run_at => now())",
  );

test("payment.refund: a part, then the rest → the payment and its account change immediately", async () => {
  const { id, intentId } = await paid();
  expect((await refund(id, 5_000)).body).toMatchObject({ status: "done" });
  expect(await state(id)).toEqual({ status: "partially_refunded", account: "active" });
  expect((await refund(id, 14_900)).body).toMatchObject({ status: "done" });
  expect(await state(id)).toEqual({ status: "refunded", account: "closed" });
  expect((await refundsOf(intentId)).sort()).toEqual([14_900, 5_000].sort());
  expect(await auditOf(id)).toMatchObject([
    {
      action: "payment.refund",
      reason: REASON,
      before: { status: "succeeded", refunded_cents: 0 },
      after: { amount_cents: 5_000, currency: "usd" },
    },
    { before: { status: "partially_refunded", refunded_cents: 5_000 } },
  ]);
});

test("payment.refund: one idempotency key, concurrently and again later → one refund", async () => {
  const { id, intentId } = await paid();
  const key = crypto.randomUUID();
  await Promise.all([refund(id, 5_000, key), refund(id, 5_000, key)]);
  expect((await refund(id, 5_000, key)).body).toMatchObject({ status: "done" });
  await makeJobsPending();
  await runAllJobs();
  expect(await refundsOf(intentId)).toEqual([5_000]);
  expect(await auditOf(id)).toHaveLength(1);
  const other = await refund(id, 6_000, key);
  expect([other.status, other.body.error.code]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
});

test("payment.refund: more than is left, an unpaid payment, or a disputed one → rejected", async () => {
  const { id } = await paid();
  const more = await refund(id, 19_901);
  expect([more.status, more.body.error.fields]).toEqual([
    400,
    [
      {
        path: "amount_cents",
        message: "must be at most 199.00 USD, the refundable amount",
      },
    ],
  ]);
  const open = await startCheckout(me, { key: crypto.randomUUID() });
  expect((await refund(open.payment_id, 100)).body.error.message).toContain("nothing to refund");
  const disputed = await paid("pm_card_createDispute");
  expect((await refund(disputed.id, 100)).body.error.message).toContain("payment is disputed");
  expect(await auditOf(disputed.id)).toEqual([]);
});

test("payment.refund: Stripe rejects it → PAYMENT_PROVIDER_ERROR, and another refund is possible", async () => {
  const { id, intentId } = await paid();
  // Behind our back: the amount that our database has as left was already refunded at Stripe.
  await stripe().refunds.create({ payment_intent: intentId, amount: 19_000 });
  const rejected = await refund(id, 5_000);
  expect([rejected.status, rejected.body.error.code]).toEqual([502, "PAYMENT_PROVIDER_ERROR"]);
  const { rows } = await sql("select status, problem from money_requests where payment_id = $1", [
    id,
  ]);
  expect(rows).toMatchObject([{ status: "refused", problem: expect.any(String) }]);
  expect((await refund(id, 900)).body).toMatchObject({ status: "done" });
  expect(await state(id)).toEqual({ status: "refunded", account: "closed" });
});

test.each([
  ["500", 1],
  ["drop_before", 2],
  ["drop_after", 2],
])(
  "payment.refund: the call to Stripe ends with %s → pending, and the job refunds once",
  async (kind, count) => {
    const { id, intentId } = await paid();
    await control("faults", { kind, count, method: "POST", path: "/v1/refunds" });
    const response = await refund(id, 5_000);
    expect(response.body).toMatchObject({ status: "pending" });
    const second = await refund(id, 5_000);
    expect(second.body.error?.message).toBe("A refund for this payment is already in progress.");
    // Stripe repeats its own error for the first key; the attempt after that has another key.
    for (let tries = 0; tries < 2; tries++) {
      await makeJobsPending();
      await runAllJobs();
    }
    expect(await refundsOf(intentId)).toEqual([5_000]);
    expect(await state(id)).toEqual({ status: "partially_refunded", account: "active" });
  },
);

test("payment.refund: a response that isn't Stripe's → pending, not rejected", async () => {
  const { id, intentId } = await paid();
  const { refunds } = stripe();
  const { create } = refunds;
  const createRefund = vi.spyOn(refunds, "create").mockImplementationOnce((async (
    ...args: unknown[]
  ) => {
    await Reflect.apply(create, refunds, args);
    // A proxy's page in place of JSON: stripe-node has no status then.
    throw new Stripe.errors.StripeAPIError({ message: "Invalid JSON", type: "api_error" });
  }) as never);
  expect((await refund(id, 5_000)).body).toMatchObject({ status: "pending" });
  expect(createRefund).toHaveBeenCalledOnce();
  await makeJobsPending();
  await runAllJobs();
  expect(await refundsOf(intentId)).toEqual([5_000]);
  const { rows } = await sql("select status from money_requests where payment_id = $1", [id]);
  expect(rows).toEqual([{ status: "done" }]);
});

const adjust = (
  kind: "credit" | "debit",
  login: number,
  amount_cents: number,
  idempotency_key: string = crypto.randomUUID(),
) => performAction(admin, `wallet.${kind}`, { login, amount_cents, idempotency_key });

const balanceOf = async (login: number) =>
  (
    await sql("select balance_cents::int as balance from trading_accounts where login = $1", [
      login,
    ])
  ).rows[0].balance;

test("wallet.credit, wallet.debit: one key → booked once; more than the balance → rejected; postings balance", async () => {
  const { login } = await newTrader();
  const key = crypto.randomUUID();
  const [first, second] = await Promise.all([1, 2].map(() => adjust("credit", login, 10_000, key)));
  expect([first?.status, second?.status]).toEqual([200, 200]);
  expect(await balanceOf(login)).toBe(10_000);
  expect((await adjust("debit", login, 4_000)).body).toMatchObject({ status: "done" });
  expect(await balanceOf(login)).toBe(6_000);
  const more = await adjust("debit", login, 6_001);
  expect([more.status, more.body.error.message]).toEqual([
    409,
    "The trading server rejected it: The balance doesn't cover the amount.",
  ]);
  expect((await auditOf(login)).map(({ action, before }) => [action, before])).toEqual([
    ["wallet.credit", { balance_cents: 0, debt_cents: 0 }],
    ["wallet.debit", { balance_cents: 10_000, debt_cents: 0 }],
    ["wallet.debit", { balance_cents: 6_000, debt_cents: 0 }],
  ]);
  expect((await adjust("credit", 99, 100)).status).toBe(404);
});

test.each(["cut-before", "cut-after"] as const)(
  "adjustWallet: the response is lost (%s) → pending, and its job books it once",
  async (fault) => {
    const { login } = await newTrader();
    await fund(login, 10_000n);
    const server = faultyServer((step) => (step === "adjustment" ? fault : undefined));
    const adjustment = {
      kind: "wallet_debit",
      login,
      amountCents: 2_500n,
      reason: REASON,
    } as const;
    const { id, status } = await adjustWallet(
      admin.ctx,
      { ...adjustment, idempotencyKey: crypto.randomUUID() },
      server,
    );
    expect(status).toBe("pending");
    const ctx = systemContext(database(), "job_test");
    await settleAdjustmentLater(ctx, id);
    await settleAdjustmentLater(ctx, id);
    expect(await balanceOf(login)).toBe(7_500);
  },
);
