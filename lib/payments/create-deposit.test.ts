import { beforeAll, expect, test } from "vitest";
import { demoLogins } from "@/db/demo";
import { logIn } from "@/lib/auth";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { demoApp } from "@/testing/actors/app";
import { anonymousCtx } from "@/testing/actors/contexts";
import { newCustomer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { payDeposit } from "@/testing/stripe/deposits";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm } from "@/testing/stripe/sandbox";
import { cancelStalePayments } from "./cancel-stale";
import { stripe } from "./stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
let login: number;
beforeAll(async () => {
  me = await newCustomer();
  login = await walletOf(me.publicId);
});

const post = (change: object = {}, headers: Record<string, string> = {}) =>
  as(me).post("/v2/payments/deposits", { login, amount_cents: 5_000, ...change }, { headers });
const readPayment = (id: string) => as(me).get(`/v2/payments/${id}`);
const syncPayment = (id: string, customer = me) => as(customer).post(`/v2/payments/${id}/sync`);

let accounts = 0;
/** Another account of the customer, in a group, with changes for a test. */
async function account(group: string, { purpose = "wallet", enabled = true } = {}) {
  accounts += 1;
  const { rows } = await sql(
    "insert into trading_accounts (login, customer_id, purpose, group_name, account_mode, currency, leverage, enabled, request_key) select nextval('wallet_logins'), c.id, $2, g.name, g.account_mode, g.currency, g.leverage, $3, $4 from customers c, account_groups g where c.public_id = $1 and g.name = $5 returning login",
    [me.publicId, purpose, enabled, `test:${accounts}`, group],
  );
  return rows[0].login as number;
}

test("POST /v2/payments/deposits: a deposit → the fields of a checkout, and a PaymentIntent that describes it", async () => {
  const { status, body } = await post({ amount_cents: 12_345, currency: "USD" });
  expect(status).toBe(200);
  expect(body).toEqual({
    payment_id: expect.stringMatching(/^pay_/),
    stripe_payment_intent_id: expect.stringMatching(/^pi_/),
    client_secret: expect.stringMatching(/^pi_.+_secret_/),
    amount_cents: 12_345,
    currency: "usd",
    status: "requires_payment_method",
  });
  const intent = await stripe().paymentIntents.retrieve(body.stripe_payment_intent_id);
  expect(intent).toMatchObject({ amount: 12_345, currency: "usd" });
  expect(intent.metadata).toEqual({
    payment_id: body.payment_id,
    user_id: me.publicId,
    kind: "deposit",
    login: String(login),
  });
});

test("GET /v2/payments: a deposit → listed with its kind beside payments for challenges", async () => {
  const { body } = await post({ amount_cents: 1_111 });
  const { payment_id: bought } = await startCheckout(me);
  const read = await readPayment(body.payment_id);
  expect(read.body).toEqual({
    payment_id: body.payment_id,
    stripe_payment_intent_id: body.stripe_payment_intent_id,
    kind: "deposit",
    tier_id: null,
    market: null,
    asset_class: null,
    account_size: null,
    tier_terms: null,
    program_id: null,
    program_name: null,
    challenge_id: null,
    rejection_code: null,
    login,
    credited_order: null,
    amount_cents: 1_111,
    currency: "usd",
    status: "requires_payment_method",
    dispute: null,
    failure_reason: null,
    card: null,
    refund_failed: false,
    prop_account_id: null,
    created_at: expect.any(String),
    paid_at: null,
  });
  const list = await as(me).get("/v2/payments");
  expect(list.body.slice(0, 2)).toEqual([
    expect.objectContaining({
      payment_id: bought,
      kind: "challenge",
      tier_id: "tier_25k",
      login: null,
      credited_order: null,
    }),
    read.body,
  ]);
});

test.each([
  [200, 1_000],
  [200, 1_000_000],
  [400, 999],
  [400, 1_000_001],
  [400, 0],
  [400, -5_000],
  [400, 50.5],
  [400, "5000"],
])("POST /v2/payments/deposits: → %i for an amount of %j", async (expected, amount_cents) => {
  const { status, body } = await post({ amount_cents });
  expect(status).toBe(expected);
  if (expected === 200) return;
  expect(body.error.code).toBe("INVALID_REQUEST");
  expect(body.error.fields).toEqual([{ path: "amount_cents", message: expect.any(String) }]);
});

test.each([
  ["login", { login: undefined }],
  ["login", { login: "100001" }],
  ["login", { login: 2_147_483_648 }],
  ["currency", { currency: "dollars" }],
  ["wallet", { wallet: 100_001 }],
])(
  "POST /v2/payments/deposits: an invalid %s → INVALID_REQUEST with the field",
  async (path, change) => {
    const { status, body } = await post(change);
    expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
    expect(body.error.fields).toMatchObject([{ path }]);
  },
);

test("POST /v2/payments/deposits: a wallet that isn't one's own, enabled, REAL or of the currency → rejected, checked in this order", async () => {
  const other = await newCustomer();
  const theirs = await walletOf(other.publicId);
  const rejection = async (login: number, currency = "usd") => {
    const { status, body } = await post({ login: login, currency });
    return [status, body.error.code, body.error.message.replace(String(login), "…")];
  };
  const invalid = [
    403,
    "INVALID_PAYER_ACCOUNT",
    "… isn't one of your enabled wallets, so it can't be topped up.",
  ];
  // Another customer's and an unknown one get the same error. Each would be rejected for more than one reason: the
  // first one counts.
  expect(await rejection(theirs, "eur")).toEqual(invalid);
  expect(await rejection(99, "eur")).toEqual(invalid);
  expect(await rejection(await account("WALLET-EUR", { enabled: false }))).toEqual(invalid);
  expect(await rejection(await account("PRACTICE-USD", { enabled: false }))).toEqual(invalid);
  const notReal = [400, "PAYER_ACCOUNT_NOT_REAL", "Practice accounts can't be topped up."];
  expect(await rejection(await account("PRACTICE-USD"), "eur")).toEqual(notReal);
  const challenge = { purpose: "challenge" };
  expect(await rejection(await account("PRACTICE-USD", challenge), "eur")).toEqual(notReal);
  expect(await rejection(await account("WALLET-USD", challenge), "eur")).toEqual(invalid);
  expect(await rejection(await account("WALLET-EUR"))).toEqual([
    400,
    "CURRENCY_CONVERSION_REQUIRED",
    "Wallet … is in EUR, so it can't be topped up in USD. Top it up in EUR.",
  ]);
  const { rows } = await sql(
    "select from payments where deposit_login in (select login from trading_accounts where request_key like 'test:%' or login = $1)",
    [theirs],
  );
  expect(rows).toEqual([]);
});

test("POST /v2/payments/deposits: a wallet in another currency → a deposit in that currency", async () => {
  const { status, body } = await post({ login: await account("WALLET-EUR"), currency: "EUR" });
  expect([status, body.currency]).toEqual([200, "eur"]);
});

test("POST /v2/payments/deposits: no currency → that of the wallet", async () => {
  const { status, body } = await as(me).post("/v2/payments/deposits", {
    login: await account("WALLET-EUR"),
    amount_cents: 2_500,
  });
  expect([status, body.currency]).toEqual([200, "eur"]);
});

test("POST /v2/payments/deposits: the demo trader's wallet → a payment", async () => {
  const { session } = await logIn(anonymousCtx(), demoLogins.trader);
  const { appToken } = await demoApp();
  const { status } = await as({ appToken, session }).post("/v2/payments/deposits", {
    login: 100_001,
    amount_cents: 5_000,
  });
  expect(status).toBe(200);
});

test("POST /v2/payments/[id]/sync: a paid deposit whose event was lost → credited", async () => {
  const { body } = await post({}, { "idempotency-key": "lost event" });
  await confirm(body.stripe_payment_intent_id);
  const synced = await syncPayment(body.payment_id);
  expect([synced.status, synced.body.status]).toEqual([200, "succeeded"]);
  await runAllJobs();
  const read = await readPayment(body.payment_id);
  expect(read.body.credited_order).toEqual(expect.any(Number));
});

test("cancelStalePayments: deposits open for too long → canceled at Stripe; newer and paid ones → not", async () => {
  const [old, young] = [
    await post({}, { "idempotency-key": "old" }),
    await post({}, { "idempotency-key": "young" }),
  ];
  const { paymentId: paid } = await payDeposit(me, login);
  await sql("update payments set created_at = now() - interval '25 hours' where id = any($1)", [
    [old.body.payment_id, paid],
  ]);
  await cancelStalePayments(systemContext(database(), "job_test"));
  await runAllJobs();
  const status = async (id: string) => (await readPayment(id)).body.status;
  expect(await status(old.body.payment_id)).toBe("canceled");
  expect(await status(young.body.payment_id)).toBe("requires_payment_method");
  expect(await status(paid)).toBe("succeeded");
  const intent = await stripe().paymentIntents.retrieve(old.body.stripe_payment_intent_id);
  expect(intent.status).toBe("canceled");
});
