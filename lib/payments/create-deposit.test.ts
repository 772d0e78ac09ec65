import { beforeAll, expect, test } from "vitest";
import { GET as readPayment } from "@/app/api/v2/payments/[payment_id]/route";
import { POST as sync } from "@/app/api/v2/payments/[payment_id]/sync/route";
import { GET as listPayments } from "@/app/api/v2/payments/route";
import { demoLogins } from "@/db/demo";
import { logIn } from "@/lib/auth";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { appHeaders, call, newCustomer, nobody } from "@/testing/api";
import { newApp, newSession, signToken, sql } from "@/testing/callers";
import { payDeposit, postDeposit, walletOf } from "@/testing/deposits";
import { buy, confirm, control, workOff } from "@/testing/stripe";
import { cancelStalePayments } from "./cancel-stale";
import { stripe } from "./stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
let login: number;
beforeAll(async () => {
  me = await newCustomer();
  login = await walletOf(me.publicId);
});

const post = (change: object = {}, headers: Record<string, string> = {}) =>
  postDeposit({ ...me.headers, ...headers }, { login, amount_cents: 5_000, ...change });
const params = (payment_id: string) => ({ params: { payment_id }, headers: me.headers });

let accounts = 0;
/** Another account of mine: of a group, and changed for a test. */
async function account(group: string, { purpose = "wallet", enabled = true } = {}) {
  accounts += 1;
  const { rows } = await sql(
    "insert into trading_accounts (login, customer_id, purpose, group_name, account_mode, currency, leverage, enabled, request_key) select nextval('wallet_logins'), c.id, $2, g.name, g.account_mode, g.currency, g.leverage, $3, $4 from customers c, account_groups g where c.public_id = $1 and g.name = $5 returning login",
    [me.publicId, purpose, enabled, `test:${accounts}`, group],
  );
  return rows[0].login as number;
}

test("a deposit answers as a checkout does and makes a PaymentIntent that says what it is", async () => {
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

test("a deposit is a payment of its own kind, beside those of challenges", async () => {
  const { body } = await post({ amount_cents: 1_111 });
  const { payment_id: bought } = await buy(me.headers);
  const read = await call(readPayment, params(body.payment_id));
  expect(read.body).toEqual({
    payment_id: body.payment_id,
    stripe_payment_intent_id: body.stripe_payment_intent_id,
    kind: "deposit",
    tier_id: null,
    market: null,
    asset_class: null,
    account_size: null,
    tier_terms: null,
    login,
    credited_order: null,
    amount_cents: 1_111,
    currency: "usd",
    status: "requires_payment_method",
    dispute: null,
    failure_reason: null,
    prop_account_id: null,
    created_at: expect.any(String),
    paid_at: null,
  });
  const list = await call(listPayments, { headers: me.headers });
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
])("%i for an amount of %j", async (expected, amount_cents) => {
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
])("a body with a bad %s is refused and names it", async (path, change) => {
  const { status, body } = await post(change);
  expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  expect(body.error.fields).toMatchObject([{ path }]);
});

test("only a wallet of one's own that is enabled, REAL and of that currency can be topped up, checked in this order", async () => {
  const other = await newCustomer();
  const theirs = await walletOf(other.publicId);
  const refusal = async (asked: number, currency = "usd") => {
    const { status, body } = await post({ login: asked, currency });
    return [status, body.error.code, body.error.message.replace(String(asked), "…")];
  };
  const invalid = [
    403,
    "INVALID_PAYER_ACCOUNT",
    "… is not an enabled wallet of yours, so it can't be topped up.",
  ];
  // Somebody else's and nobody's, in the very same words. Each would be refused for more than one
  // reason: the first of them counts.
  expect(await refusal(theirs, "eur")).toEqual(invalid);
  expect(await refusal(99, "eur")).toEqual(invalid);
  expect(await refusal(await account("WALLET-EUR", { enabled: false }))).toEqual(invalid);
  expect(await refusal(await account("PRACTICE-USD", { enabled: false }))).toEqual(invalid);
  const notReal = [
    400,
    "PAYER_ACCOUNT_NOT_REAL",
    "Account … holds practice money. Only a REAL account can be topped up.",
  ];
  expect(await refusal(await account("PRACTICE-USD"), "eur")).toEqual(notReal);
  const challenge = { purpose: "challenge" };
  expect(await refusal(await account("PRACTICE-USD", challenge), "eur")).toEqual(notReal);
  expect(await refusal(await account("WALLET-USD", challenge), "eur")).toEqual(invalid);
  expect(await refusal(await account("WALLET-EUR"))).toEqual([
    400,
    "CURRENCY_CONVERSION_REQUIRED",
    "Wallet … is in EUR, so it can't take a deposit in USD. Deposit in EUR.",
  ]);
  const { rows } = await sql(
    "select from payments where deposit_login in (select login from trading_accounts where request_key like 'test:%' or login = $1)",
    [theirs],
  );
  expect(rows).toEqual([]);
});

test("a wallet in another currency takes a deposit in its own", async () => {
  const { status, body } = await post({ login: await account("WALLET-EUR"), currency: "EUR" });
  expect([status, body.currency]).toEqual([200, "eur"]);
});

test("a deposit that names no currency is in its wallet's", async () => {
  const { status, body } = await postDeposit(me.headers, {
    login: await account("WALLET-EUR"),
    amount_cents: 2_500,
  });
  expect([status, body.currency]).toEqual([200, "eur"]);
});

test("the demo trader's wallet can be topped up", async () => {
  const { session } = await logIn(nobody(), demoLogins.trader);
  const headers = { ...(await appHeaders()), "x-session-token": session.token };
  const { status } = await postDeposit(headers, { login: 100_001, amount_cents: 5_000 });
  expect(status).toBe(200);
});

test("the same deposit without a key finds the same open payment, also twice at once", async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => post({ amount_cents: 2_222 })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(new Set(answers.map(({ body }) => body.payment_id)).size).toBe(1);
  expect(new Set(answers.map(({ body }) => body.stripe_payment_intent_id)).size).toBe(1);
});

test("without a key another amount and another wallet are other payments, each found again", async () => {
  const second = await account("WALLET-USD");
  const all = [
    { amount_cents: 6_001 },
    { amount_cents: 6_002 },
    { amount_cents: 6_001, login: second },
  ];
  const ids = async () => {
    const answers = await Promise.all(all.map((change) => post(change)));
    return answers.map(({ body }) => body.payment_id);
  };
  const first = await ids();
  expect(new Set(first).size).toBe(3);
  expect(await ids()).toEqual(first);
});

test("a key replays the first answer with the client secret, and each new key pays anew", async () => {
  const first = await post({}, { "idempotency-key": "one" });
  const again = await post({}, { "idempotency-key": "one" });
  const other = await post({}, { "idempotency-key": "two" });
  expect(again).toMatchObject({ status: 200, body: first.body });
  expect(other.body.payment_id).not.toBe(first.body.payment_id);
  const reused = await post({ amount_cents: 5_001 }, { "idempotency-key": "one" });
  expect([reused.status, reused.body.error.code]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
});

test("a key's answer is replayed also when the wallet has been disabled since", async () => {
  const wallet = await account("WALLET-USD");
  const keyed = () => post({ login: wallet }, { "idempotency-key": "disabled since" });
  const first = await keyed();
  await sql("update trading_accounts set enabled = false where login = $1", [wallet]);
  expect(await keyed()).toMatchObject({ status: 200, body: first.body });
});

test("the same key at the checkout's route is another key", async () => {
  const deposit = await post({}, { "idempotency-key": "shared" });
  const bought = await buy({ ...me.headers, "idempotency-key": "shared" });
  expect(bought.payment_id).not.toBe(deposit.body.payment_id);
});

test("a replay needs the scope that the deposit needed", async () => {
  const app = await newApp();
  const { token } = await newSession(me.publicId, app.id);
  const through = async (scope: string) => {
    const bearer = await signToken("app", app.id, { scope }, 3600);
    return post(
      {},
      {
        authorization: `Bearer ${bearer}`,
        "x-session-token": token,
        "idempotency-key": "scope",
      },
    );
  };
  expect((await through("payments:write")).status).toBe(200);
  const { status, body } = await through("payments:read");
  expect([status, body.error.code]).toEqual([403, "SCOPE_MISSING"]);
});

test("a connection that is cut after Stripe made the PaymentIntent doesn't make two", async () => {
  await control("faults", { count: 2, kind: "drop_after", path: "/v1/payment_intents" });
  const lost = await post({ amount_cents: 4_444 });
  expect([lost.status, lost.body.error.code]).toEqual([503, "UNAVAILABLE"]);
  const found = await post({ amount_cents: 4_444 });
  const intents = await stripe().paymentIntents.list({ limit: 100 });
  const made = intents.data.filter((i) => i.metadata.payment_id === found.body.payment_id);
  expect(made).toHaveLength(1);
});

test("sync credits a deposit whose event was lost", async () => {
  const { body } = await post({}, { "idempotency-key": "lost event" });
  await confirm(body.stripe_payment_intent_id);
  const synced = await call(sync, { ...params(body.payment_id), method: "POST" });
  expect([synced.status, synced.body.status]).toEqual([200, "succeeded"]);
  await workOff();
  const read = await call(readPayment, params(body.payment_id));
  expect(read.body.credited_order).toEqual(expect.any(Number));
});

test("deposits that were open for too long are canceled at Stripe, younger and paid ones are not", async () => {
  const [old, young] = [
    await post({}, { "idempotency-key": "old" }),
    await post({}, { "idempotency-key": "young" }),
  ];
  const { paymentId: paid } = await payDeposit(me.headers, login);
  await sql("update payments set created_at = now() - interval '25 hours' where id = any($1)", [
    [old.body.payment_id, paid],
  ]);
  await cancelStalePayments(systemContext(database(), "job_test"));
  await workOff();
  const status = async (id: string) => (await call(readPayment, params(id))).body.status;
  expect(await status(old.body.payment_id)).toBe("canceled");
  expect(await status(young.body.payment_id)).toBe("requires_payment_method");
  expect(await status(paid)).toBe("succeeded");
  const intent = await stripe().paymentIntents.retrieve(old.body.stripe_payment_intent_id);
  expect(intent.status).toBe("canceled");
});
