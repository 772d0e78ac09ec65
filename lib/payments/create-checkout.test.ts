import { beforeAll, expect, test } from "vitest";
import { POST as checkout } from "@/app/api/v2/payments/checkout/route";
import { appHeaders, call, newCustomer } from "@/testing/api";
import { buy, confirm, control, deliver, eventOf, tier25k, workOff } from "@/testing/stripe";
import { stripe } from "./stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const post = (body: object, headers: Record<string, string> = {}) =>
  call(checkout, { method: "POST", body, headers: { ...me.headers, ...headers } });

test("a checkout answers with the seed's fields and makes a PaymentIntent over the tier's price", async () => {
  const { status, body } = await post(tier25k);
  expect(status).toBe(200);
  expect(body).toEqual({
    payment_id: expect.stringMatching(/^pay_/),
    stripe_payment_intent_id: expect.stringMatching(/^pi_/),
    client_secret: expect.stringMatching(/^pi_.+_secret_/),
    amount_cents: 19_900,
    currency: "usd",
    status: "requires_payment_method",
  });
  const intent = await stripe().paymentIntents.retrieve(body.stripe_payment_intent_id);
  expect(intent).toMatchObject({ amount: 19_900, currency: "usd" });
  expect(intent.metadata.payment_id).toBe(body.payment_id);
});

test.each([
  ["AMOUNT_MISMATCH", { amount_cents: 1 }],
  ["AMOUNT_MISMATCH", { amount_cents: 0 }],
  ["TIER_MISMATCH", { account_size: 100_000 }],
  ["TIER_MISMATCH", { market: "stocks" }],
  ["TIER_MISMATCH", { asset_class: "forex" }],
  ["TIER_MISMATCH", { currency: "EUR" }],
  ["TIER_UNAVAILABLE", { tier_id: "tier_1m" }],
  ["TIER_UNAVAILABLE", { tier_id: "tier_demo", account_size: 10_000, amount_cents: 0 }],
  ["INVALID_REQUEST", { amount_cents: "19900" }],
  ["INVALID_REQUEST", { amount_cents: 199.5 }],
  ["INVALID_REQUEST", { amount_cents: -19_900 }],
  ["INVALID_REQUEST", { discount: 100 }],
  ["INVALID_REQUEST", { tier_id: "tier_25k\u0000" }],
])("%s for %j", async (code, change) => {
  const { status, body } = await post({ ...tier25k, ...change });
  expect([status, body.error.code]).toEqual([400, code]);
});

test("the same purchase without a key finds the same open payment, also twice at once", async () => {
  const body = { ...tier25k, market: "forex", asset_class: "forex" };
  const answers = await Promise.all([post(body), post(body), post(body), post(body)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(new Set(answers.map((answer) => answer.body.payment_id)).size).toBe(1);
  expect(new Set(answers.map((answer) => answer.body.stripe_payment_intent_id)).size).toBe(1);
});

test("a key replays the first answer with the client secret, and each new key pays anew", async () => {
  const first = await post(tier25k, { "idempotency-key": "one" });
  const again = await post(tier25k, { "idempotency-key": "one" });
  const other = await post(tier25k, { "idempotency-key": "two" });
  expect(again.body).toEqual(first.body);
  expect(other.body.payment_id).not.toBe(first.body.payment_id);
});

test("a key with another body is refused; a refused request leaves its key free", async () => {
  await post(tier25k, { "idempotency-key": "body" });
  const reused = await post(
    { ...tier25k, market: "forex", asset_class: "forex" },
    { "idempotency-key": "body" },
  );
  expect([reused.status, reused.body.error.code]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
  await post({ ...tier25k, amount_cents: 1 }, { "idempotency-key": "typo" });
  const mended = await post(tier25k, { "idempotency-key": "typo" });
  expect(mended.status).toBe(200);
});

test("two calls at once with one key make one payment", async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => post(tier25k, { "idempotency-key": "at once" })),
  );
  const paid = answers.filter(({ status }) => status === 200);
  expect(paid.length).toBeGreaterThan(0);
  expect(new Set(paid.map(({ body }) => body.payment_id)).size).toBe(1);
  for (const { status, body } of answers) {
    if (status !== 200) expect(body.error.code).toBe("IDEMPOTENCY_IN_FLIGHT");
  }
});

test("after a definite error of Stripe's the same key goes on with the same payment", async () => {
  await control("faults", { count: 1, kind: "402", path: "/v1/payment_intents" });
  const refused = await post(tier25k, { "idempotency-key": "provider" });
  expect([refused.status, refused.body.error.code]).toEqual([502, "PAYMENT_PROVIDER_ERROR"]);
  const retried = await post(tier25k, { "idempotency-key": "provider" });
  expect(retried.status).toBe(200);
});

test("a connection that is cut after Stripe made the PaymentIntent doesn't make two", async () => {
  const body = { ...tier25k, tier_id: "tier_50k", account_size: 50_000, amount_cents: 34_900 };
  await control("faults", { count: 2, kind: "drop_after", path: "/v1/payment_intents" });
  const lost = await post(body);
  expect([lost.status, lost.body.error.code]).toEqual([503, "UNAVAILABLE"]);
  expect(lost.headers.get("retry-after")).toBe("5");
  const found = await post(body);
  expect(found.status).toBe(200);
  const intents = await stripe().paymentIntents.list({ limit: 100 });
  const made = intents.data.filter((i) => i.metadata.payment_id === found.body.payment_id);
  expect(made).toHaveLength(1);
});

test("an event that comes before the PaymentIntent's id is stored finds its payment by metadata", async () => {
  const bought = await buy(me.headers, {
    ...tier25k,
    currency: "usd",
    tier_id: "tier_10k",
    account_size: 10_000,
    amount_cents: 9_900,
  });
  await confirm(bought.stripe_payment_intent_id);
  const { connection } = await import("@/lib/database");
  await connection().pool.query(
    "update payments set stripe_payment_intent_id = null where id = $1",
    [bought.payment_id],
  );
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  await workOff();
  const { rows } = await connection().pool.query(
    "select status, stripe_payment_intent_id from payments where id = $1",
    [bought.payment_id],
  );
  expect(rows[0]).toEqual({
    status: "succeeded",
    stripe_payment_intent_id: bought.stripe_payment_intent_id,
  });
});

test("an app token without the scope, and one without a session, can't buy", async () => {
  const noSession = await call(checkout, {
    method: "POST",
    body: tier25k,
    headers: await appHeaders(),
  });
  expect([noSession.status, noSession.body.error.code]).toEqual([401, "UNAUTHENTICATED"]);
  expect(noSession.headers.get("www-authenticate")).toContain("Bearer");
});
