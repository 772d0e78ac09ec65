import { beforeAll, expect, test } from "vitest";
import { demoApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { startCheckout, tier25k } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventOf } from "@/testing/stripe/sandbox";
import { stripe } from "./stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const post = (body: object, headers: Record<string, string> = {}) =>
  as(me).post("/v2/payments/checkout", body, { headers });

test("POST /v2/payments/checkout: a tier → the documented fields, and a PaymentIntent for the tier's price", async () => {
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
])("POST /v2/payments/checkout: → %s for %j", async (code, change) => {
  const { status, body } = await post({ ...tier25k, ...change });
  expect([status, body.error.code]).toEqual([400, code]);
});

test("POST /v2/payments/checkout: the same purchase without a key, also concurrently → the same open payment", async () => {
  const body = { ...tier25k, market: "forex", asset_class: "forex" };
  const responses = await Promise.all([post(body), post(body), post(body), post(body)]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(new Set(responses.map((response) => response.body.payment_id)).size).toBe(1);
  expect(new Set(responses.map((response) => response.body.stripe_payment_intent_id)).size).toBe(1);
});

test("POST /v2/payments/checkout: a repeated key → the first response with the client secret; a new key → a new payment", async () => {
  const first = await post(tier25k, { "idempotency-key": "one" });
  const again = await post(tier25k, { "idempotency-key": "one" });
  const other = await post(tier25k, { "idempotency-key": "two" });
  expect(again.body).toEqual(first.body);
  expect(other.body.payment_id).not.toBe(first.body.payment_id);
});

test("POST /v2/payments/checkout: a key with another body → rejected; the key of a rejected request → usable", async () => {
  await post(tier25k, { "idempotency-key": "body" });
  const reused = await post(
    { ...tier25k, market: "forex", asset_class: "forex" },
    { "idempotency-key": "body" },
  );
  expect([reused.status, reused.body.error.code]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
  await post({ ...tier25k, amount_cents: 1 }, { "idempotency-key": "typo" });
  const corrected = await post(tier25k, { "idempotency-key": "typo" });
  expect(corrected.status).toBe(200);
});

test("POST /v2/payments/checkout: two concurrent calls with one key → one payment", async () => {
  const responses = await Promise.all(
    [1, 2, 3, 4].map(() => post(tier25k, { "idempotency-key": "at once" })),
  );
  const paid = responses.filter(({ status }) => status === 200);
  expect(paid.length).toBeGreaterThan(0);
  expect(new Set(paid.map(({ body }) => body.payment_id)).size).toBe(1);
  for (const { status, body } of responses) {
    if (status !== 200) expect(body.error.code).toBe("IDEMPOTENCY_IN_FLIGHT");
  }
});

test("POST /v2/payments/checkout: a definite error of Stripe's, then the same key → the same payment", async () => {
  await control("faults", { count: 1, kind: "402", path: "/v1/payment_intents" });
  const rejected = await post(tier25k, { "idempotency-key": "provider" });
  expect([rejected.status, rejected.body.error.code]).toEqual([502, "PAYMENT_PROVIDER_ERROR"]);
  const retried = await post(tier25k, { "idempotency-key": "provider" });
  expect(retried.status).toBe(200);
});

test("POST /v2/payments/checkout: the connection is cut after Stripe created the PaymentIntent → one PaymentIntent", async () => {
  const body = { ...tier25k, tier_id: "tier_50k", account_size: 50_000, amount_cents: 34_900 };
  await control("faults", { count: 2, kind: "drop_after", path: "/v1/payment_intents" });
  const lost = await post(body);
  expect([lost.status, lost.body.error.code]).toEqual([503, "UNAVAILABLE"]);
  expect(lost.headers.get("retry-after")).toBe("5");
  const found = await post(body);
  expect(found.status).toBe(200);
  const intents = await stripe().paymentIntents.list({ limit: 100 });
  const created = intents.data.filter((i) => i.metadata.payment_id === found.body.payment_id);
  expect(created).toHaveLength(1);
});

test("handleEvent: an event that comes before the PaymentIntent's id is stored → its payment is found by metadata", async () => {
  const bought = await startCheckout(me, {
    body: {
      ...tier25k,
      currency: "usd",
      tier_id: "tier_10k",
      account_size: 10_000,
      amount_cents: 9_900,
    },
  });
  await confirm(bought.stripe_payment_intent_id);
  const { connection } = await import("@/lib/core/database");
  await connection().pool.query(
    "update payments set stripe_payment_intent_id = null where id = $1",
    [bought.payment_id],
  );
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  await runAllJobs();
  const { rows } = await connection().pool.query(
    "select status, stripe_payment_intent_id from payments where id = $1",
    [bought.payment_id],
  );
  expect(rows[0]).toEqual({
    status: "succeeded",
    stripe_payment_intent_id: bought.stripe_payment_intent_id,
  });
});

test("POST /v2/payments/checkout: an app token without the scope, or without a session → rejected", async () => {
  const noSession = await as(await demoApp()).post("/v2/payments/checkout", tier25k);
  expect([noSession.status, noSession.body.error.code]).toEqual([401, "UNAUTHENTICATED"]);
  expect(noSession.headers.get("www-authenticate")).toContain("Bearer");
});
