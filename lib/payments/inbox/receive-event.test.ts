import { beforeAll, expect, test } from "vitest";
import { connection } from "@/lib/core/database";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { startCheckout, tier25k } from "@/testing/stripe/payments";
import { confirm, decline, deliver, eventOf } from "@/testing/stripe/sandbox";

// Before the settings are read. A request without an address in this header is counted as "unknown".
Object.assign(process.env, { RATE_LIMIT_ANONYMOUS: "8", TRUSTED_PROXY_HOPS: "1" });

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const accountsOf = async (paymentId: string) =>
  (await as(me).get(`/v2/payments/prop-accounts?payment_id=${paymentId}`)).body;

async function paid() {
  const bought = await startCheckout(me, { key: crypto.randomUUID() });
  await confirm(bought.stripe_payment_intent_id);
  const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
  return { ...bought, event };
}

const stored = async (id: string) =>
  (await connection().pool.query("select * from stripe_events where id = $1", [id])).rows[0];

test("payment_intent.succeeded: a paid payment → one active account with the documented fields", async () => {
  const { payment_id, stripe_payment_intent_id, event } = await paid();
  const response = await deliver(event);
  expect(response.status).toBe(200);
  expect(await accountsOf(payment_id)).toEqual([]);
  await runAllJobs();
  expect(await accountsOf(payment_id)).toEqual([
    {
      id: expect.stringMatching(/^prop_/),
      tier_id: "tier_25k",
      market: "crypto",
      asset_class: "crypto",
      account_size: 25_000,
      tier_terms: expect.objectContaining({ name: "25K", max_daily_loss_pct: 4 }),
      status: "active",
      status_reason: null,
      challenge_id: expect.any(Number),
      evaluation_status: "evaluation",
      firm_reason: null,
      subaccount_id: expect.any(Number),
      subaccount_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      synthetic_hotkey: expect.stringMatching(/^5\w{47}_\d+$/),
      stripe_payment_intent_id,
      payment_id,
      created_at: expect.any(String),
      activated_at: expect.any(String),
    },
  ]);
});

test("payment_intent.succeeded: ten times concurrently → one account", async () => {
  const { payment_id, event } = await paid();
  const responses = await Promise.all(Array.from({ length: 10 }, () => deliver(event)));
  expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200));
  await runAllJobs();
  expect(await accountsOf(payment_id)).toHaveLength(1);
});

test("handleEvent: two workers concurrently → one account, one step of the history", async () => {
  const { payment_id, event } = await paid();
  await deliver(event);
  const { handleEvent } = await import("./handle-event");
  const { systemContext } = await import("@/lib/core/context");
  const { database } = await import("@/lib/core/database");
  await Promise.all(
    [1, 2, 3, 4].map((n) => handleEvent(systemContext(database(), `job_${n}`), event.id)),
  );
  await runAllJobs();
  expect(await accountsOf(payment_id)).toHaveLength(1);
  const stepsOfEvent = "select * from payment_events where stripe_event_id = $1";
  expect((await connection().pool.query(stepsOfEvent, [event.id])).rows).toHaveLength(1);
});

test("handleEvent: events in the wrong order → the same result", async () => {
  const bought = await startCheckout(me);
  const intentId = bought.stripe_payment_intent_id;
  await decline(intentId);
  await confirm(intentId);
  await deliver(await eventOf(intentId, "payment_intent.succeeded"));
  await deliver(await eventOf(intentId, "payment_intent.payment_failed"));
  await deliver(await eventOf(intentId, "payment_intent.created"));
  await runAllJobs();
  const { rows } = await connection().pool.query(
    "select status, failure_reason from payments where id = $1",
    [bought.payment_id],
  );
  expect(rows[0]).toEqual({ status: "succeeded", failure_reason: null });
  expect(await accountsOf(bought.payment_id)).toHaveLength(1);
});

test.each([
  ["missing", null],
  ["forged", "t=1,v1=00"],
  ["of another secret", "other"],
])(
  "POST /v2/webhooks/stripe: a signature that is %s → INVALID_SIGNATURE, nothing stored",
  async (_, signature) => {
    const { event } = await paid();
    const response =
      signature === "other"
        ? await deliver(event, { secret: "whsec_of_somebody_else" })
        : await as({ headers: signature ? { "stripe-signature": signature } : {} }).post(
            "/v2/webhooks/stripe",
            undefined,
            { raw: JSON.stringify(event) },
          );
    expect([response.status, response.body.error.code]).toEqual([400, "INVALID_SIGNATURE"]);
    expect(await stored(event.id)).toBeUndefined();
  },
);

test("POST /v2/webhooks/stripe: a signature older than five minutes → rejected; of the previous secret → accepted", async () => {
  const { event } = await paid();
  const stale = await deliver(event, { age: 301 });
  expect([stale.status, stale.body.error.code]).toEqual([400, "INVALID_SIGNATURE"]);
  const rotated = await deliver(event, { secret: "whsec_previous" });
  expect(rotated.status).toBe(200);
});

test.each([
  "null",
  "[]",
  "7",
  '"evt_1"',
  "{}",
  '{"id":7,"type":"charge.refunded","livemode":false,"data":{"object":{}}}',
  '{"id":"evt_\\u0000","type":"charge.refunded","livemode":false,"data":{"object":{}}}',
])("POST /v2/webhooks/stripe: a valid signature over %s → INVALID_REQUEST", async (raw) => {
  const { stripe } = await import("../stripe");
  const signature = stripe().webhooks.generateTestHeaderString({
    payload: raw,
    secret: "whsec_current",
  });
  const headers = { "stripe-signature": signature };
  const response = await as({ headers }).post("/v2/webhooks/stripe", undefined, { raw });
  expect([response.status, response.body.error?.code]).toEqual([400, "INVALID_REQUEST"]);
});

test("POST /v2/webhooks/stripe: a body changed after signing → INVALID_SIGNATURE", async () => {
  const { event } = await paid();
  const { stripe } = await import("../stripe");
  const signature = stripe().webhooks.generateTestHeaderString({
    payload: JSON.stringify(event),
    secret: "whsec_current",
  });
  const raw = JSON.stringify({ ...event, livemode: true });
  const response = await as(anonymous).post("/v2/webhooks/stripe", undefined, {
    headers: { "stripe-signature": signature },
    raw,
  });
  expect(response.body.error.code).toBe("INVALID_SIGNATURE");
});

test("POST /v2/webhooks/stripe: an event of the other mode, or of a PaymentIntent that isn't ours → stored as ignored", async () => {
  const { payment_id, event } = await paid();
  await deliver({ ...event, id: "evt_live", livemode: true });
  const foreign = structuredClone(event);
  foreign.id = "evt_foreign";
  Object.assign(foreign.data.object, { id: "pi_foreign", metadata: {} });
  await deliver(foreign);
  await runAllJobs();
  expect((await stored("evt_live")).status).toBe("ignored");
  expect((await stored("evt_foreign")).status).toBe("ignored");
  expect(await accountsOf(payment_id)).toEqual([]);
});

test.each([
  ["amount", { amount: 100, amount_received: 100 }],
  ["currency", { currency: "eur" }],
  ["amount received", { amount_received: 100 }],
  ["mode", { livemode: true }],
])(
  "handleEvent: a PaymentIntent of another %s than the payment → nothing provisioned, flagged for review",
  async (_, change) => {
    const { payment_id, event } = await paid();
    const tampered = structuredClone(event);
    Object.assign(tampered.data.object, change);
    await deliver(tampered);
    await runAllJobs();
    expect(await accountsOf(payment_id)).toEqual([]);
    const { rows } = await connection().pool.query(
      "select status, review_reason from payments where id = $1",
      [payment_id],
    );
    expect(rows[0]).toEqual({
      status: "requires_payment_method",
      review_reason: expect.any(String),
    });
  },
);

test("POST /v2/webhooks/stripe: an unknown event type → stored and acknowledged", async () => {
  const { event } = await paid();
  const response = await deliver({ ...event, id: "evt_new", type: "payment_intent.reviewed" });
  expect(response.status).toBe(200);
  await runAllJobs();
  expect((await stored("evt_new")).status).toBe("handled");
});

test("POST /v2/payments/checkout: a purchase → the agreed terms, the IP address and the user agent are stored", async () => {
  const headers = { "user-agent": "A browser", "idempotency-key": "evidence" };
  const { body: bought } = await as(me).post("/v2/payments/checkout", tier25k, { headers });
  const { rows } = await connection().pool.query(
    "select terms_version, consent_ip, consent_user_agent from payments where id = $1",
    [bought.payment_id],
  );
  expect(rows[0]).toEqual({
    terms_version: "1",
    consent_ip: "unknown",
    consent_user_agent: "A browser",
  });
});
