import { beforeAll, describe, expect, test, vi } from "vitest";
import { GET as readAccounts } from "@/app/api/v2/payments/prop-accounts/route";
import { POST as webhook } from "@/app/api/v2/webhooks/stripe/route";
import { connection } from "@/lib/database";
import { STRIPE_BODY_LIMIT } from "@/lib/http/body";
import { isEventSender, secondsTurnedAway } from "@/lib/http/turned-away";
import { metrics } from "@/lib/metrics";
import { call, newCustomer, nobody } from "@/testing/api";
import { handlerOf } from "@/testing/routes";
import { buy, confirm, deliver, eventOf, tier25k, workOff } from "@/testing/stripe";
import { reportInvalidSignature } from "./event-signature";

// Before the settings are read. A request without an address in this header is counted as "unknown".
Object.assign(process.env, { RATE_LIMIT_ANONYMOUS: "8", TRUSTED_PROXY_HOPS: "1" });

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

describe("POST /v2/webhooks/stripe: signatures that aren't valid", () => {
  const here = { "x-forwarded-for": "203.0.113.1" };
  const forged = (headers: Record<string, string> = here) =>
    call(webhook, {
      method: "POST",
      raw: "{}",
      headers: { ...headers, "stripe-signature": "t=1,v1=00" },
    });
  const counted = async (reason: string) => {
    const { values } = await metrics().invalidSignatures.get();
    return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
  };

  test("RATE_LIMIT_ANONYMOUS of one address → RATE_LIMITED for the next, and for its anonymous writes; what Stripe signed is accepted", async () => {
    const { event } = await paid();
    for (let n = 0; n < 8; n++) expect((await forged()).status).toBe(400);
    const { status, headers } = await forged();
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await forged({ "x-forwarded-for": "203.0.113.2" })).status).toBe(400);
    expect(secondsTurnedAway("203.0.113.1")).toBeGreaterThan(0);
    expect((await deliver(event, { headers: here })).status).toBe(200);
    expect(await stored(event.id)).toBeDefined();
    expect(isEventSender("203.0.113.1")).toBe(true);
    expect(isEventSender("203.0.113.2")).toBe(false);
  });

  test.each([
    ["too large", "198.51.100.1", () => new Uint8Array(STRIPE_BODY_LIMIT + 1)],
    ["broken off", "198.51.100.2", () => new ReadableStream({ pull: (it) => it.error("gone") })],
  ])(
    "POST /v2/webhooks/stripe: a body that is %s → counted by address as well",
    async (_, from, body) => {
      const send = () =>
        webhook(
          new Request("http://propdesk.localhost/", {
            method: "POST",
            headers: { "x-forwarded-for": from },
            body: body(),
            duplex: "half",
          } as RequestInit),
          { params: Promise.resolve({}) },
        );
      for (let n = 0; n < 8; n++) expect([400, 413]).toContain((await send()).status);
      expect((await send()).status).toBe(429);
    },
  );

  test("each kind → counted in propdesk_stripe_webhook_invalid_signatures_total", async () => {
    const { event } = await paid();
    const from = { "x-forwarded-for": "203.0.113.3" };
    const before = await Promise.all(["missing", "mismatch", "too_old"].map(counted));
    await call(webhook, { method: "POST", raw: "{}", headers: from });
    await deliver(event, { secret: "whsec_of_somebody_else", headers: from });
    await deliver(event, { age: 301, headers: from });
    const after = await Promise.all(["missing", "mismatch", "too_old"].map(counted));
    expect(after).toEqual(before.map((count) => count + 1));
    const { body } = await call(await handlerOf("GET /api/metrics"));
    expect(body).toContain('propdesk_stripe_webhook_invalid_signatures_total{reason="mismatch"}');
  });

  test("reportInvalidSignature: many of one kind → one warning a minute, which says how many came before", () => {
    const warn = vi.fn();
    const ctx = Object.assign(nobody(), { log: { warn } });
    const from = Date.now() + 3_600_000;
    for (const at of [0, 1, 59_999, 60_000]) reportInvalidSignature(ctx, "mismatch", from + at);
    reportInvalidSignature(ctx, "missing", from);
    expect(warn.mock.calls.map(([{ reason, more_before }]) => [reason, more_before])).toEqual([
      ["mismatch", expect.any(Number)],
      ["mismatch", 2],
      ["missing", expect.any(Number)],
    ]);
    expect(warn.mock.calls[0]?.[1]).toContain("STRIPE_WEBHOOK_SECRET");
  });
});
