import { beforeAll, expect, test } from "vitest";
import { GET as readAccounts } from "@/app/api/v2/payments/prop-accounts/route";
import { POST as webhook } from "@/app/api/v2/webhooks/stripe/route";
import { connection } from "@/lib/database";
import { call, newCustomer } from "@/testing/api";
import { buy, confirm, deliver, eventOf, tier25k, workOff } from "@/testing/stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const accountsOf = async (paymentId: string) =>
  (
    await call(readAccounts, {
      path: `/v2/payments/prop-accounts?payment_id=${paymentId}`,
      headers: me.headers,
    })
  ).body;

async function paid() {
  const bought = await buy({ ...me.headers, "idempotency-key": crypto.randomUUID() });
  await confirm(bought.stripe_payment_intent_id);
  const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
  return { ...bought, event };
}

const stored = async (id: string) =>
  (await connection().pool.query("select * from stripe_events where id = $1", [id])).rows[0];

test("a paid payment gets one active account with the seed's fields", async () => {
  const { payment_id, stripe_payment_intent_id, event } = await paid();
  const answer = await deliver(event);
  expect(answer.status).toBe(200);
  expect(await accountsOf(payment_id)).toEqual([]);
  await workOff();
  expect(await accountsOf(payment_id)).toEqual([
    {
      id: expect.stringMatching(/^prop_/),
      tier_id: "tier_25k",
      market: "crypto",
      asset_class: "crypto",
      account_size: 25_000,
      tier_terms: expect.objectContaining({ name: "25K", max_daily_loss_pct: 5 }),
      status: "active",
      status_reason: null,
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

test("the same event ten times at once makes one account", async () => {
  const { payment_id, event } = await paid();
  const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(event)));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  await workOff();
  expect(await accountsOf(payment_id)).toHaveLength(1);
});

test("an event handled twice at once by two workers makes one account", async () => {
  const { payment_id, event } = await paid();
  await deliver(event);
  const { handleEvent } = await import("./handle-event");
  const { systemContext } = await import("@/lib/context");
  const { database } = await import("@/lib/database");
  await Promise.all(
    [1, 2, 3, 4].map((n) => handleEvent(systemContext(database(), `job_${n}`), event.id)),
  );
  await workOff();
  expect(await accountsOf(payment_id)).toHaveLength(1);
  const told = "select * from payment_events where stripe_event_id = $1";
  expect((await connection().pool.query(told, [event.id])).rows).toHaveLength(1);
});

test("events in the wrong order end as in the right one", async () => {
  const bought = await buy(me.headers);
  const intentId = bought.stripe_payment_intent_id;
  await confirm(intentId, "pm_card_chargeDeclined").catch(() => {});
  await confirm(intentId);
  await deliver(await eventOf(intentId, "payment_intent.succeeded"));
  await deliver(await eventOf(intentId, "payment_intent.payment_failed"));
  await deliver(await eventOf(intentId, "payment_intent.created"));
  await workOff();
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
])("a signature that is %s is refused and nothing is stored", async (_, signature) => {
  const { event } = await paid();
  const answer =
    signature === "other"
      ? await deliver(event, { secret: "whsec_of_somebody_else" })
      : await call(webhook, {
          method: "POST",
          raw: JSON.stringify(event),
          headers: signature ? { "stripe-signature": signature } : {},
        });
  expect([answer.status, answer.body.error.code]).toEqual([400, "INVALID_SIGNATURE"]);
  expect(await stored(event.id)).toBeUndefined();
});

test("a signature older than five minutes is refused; the previous secret is accepted", async () => {
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
])("POST /v2/webhooks/stripe: well signed and no event, %s → INVALID_REQUEST", async (raw) => {
  const { stripe } = await import("./stripe");
  const signature = stripe().webhooks.generateTestHeaderString({
    payload: raw,
    secret: "whsec_current",
  });
  const headers = { "stripe-signature": signature };
  const answer = await call(webhook, { method: "POST", raw, headers });
  expect([answer.status, answer.body.error?.code]).toEqual([400, "INVALID_REQUEST"]);
});

test("a body that was changed after signing is refused", async () => {
  const { event } = await paid();
  const { stripe } = await import("./stripe");
  const signature = stripe().webhooks.generateTestHeaderString({
    payload: JSON.stringify(event),
    secret: "whsec_current",
  });
  const raw = JSON.stringify({ ...event, livemode: true });
  const answer = await call(webhook, {
    method: "POST",
    raw,
    headers: { "stripe-signature": signature },
  });
  expect(answer.body.error.code).toBe("INVALID_SIGNATURE");
});

test("an event of the other mode and a PaymentIntent that isn't ours are stored as ignored", async () => {
  const { payment_id, event } = await paid();
  await deliver({ ...event, id: "evt_live", livemode: true });
  const foreign = structuredClone(event);
  foreign.id = "evt_foreign";
  Object.assign(foreign.data.object, { id: "pi_foreign", metadata: {} });
  await deliver(foreign);
  await workOff();
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
  "a PaymentIntent of another %s than the row provisions nothing and is flagged",
  async (_, change) => {
    const { payment_id, event } = await paid();
    const tampered = structuredClone(event);
    Object.assign(tampered.data.object, change);
    await deliver(tampered);
    await workOff();
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

test("an unknown type of event is stored and acknowledged", async () => {
  const { event } = await paid();
  const answer = await deliver({ ...event, id: "evt_new", type: "payment_intent.reviewed" });
  expect(answer.status).toBe(200);
  await workOff();
  expect((await stored("evt_new")).status).toBe("handled");
});

test("every purchase keeps the terms, the address and the user agent of its request", async () => {
  const bought = await buy(
    { ...me.headers, "user-agent": "A browser", "idempotency-key": "evidence" },
    tier25k,
  );
  const { rows } = await connection().pool.query(
    "select terms_version, consent_ip, consent_user_agent from payments where id = $1",
    [bought.payment_id],
  );
  expect(rows[0]).toEqual({
    terms_version: "2026-11-01",
    consent_ip: "unknown",
    consent_user_agent: "A browser",
  });
});
