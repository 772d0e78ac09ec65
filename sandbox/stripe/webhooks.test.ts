import Stripe from "stripe";
import { describe, expect, vi } from "vitest";
import { SECRET_KEY, type TestSandbox, test } from "./testing/harness";
import { Receiver } from "./testing/receiver";

async function pending(sandbox: TestSandbox): Promise<unknown[]> {
  const response = await fetch(`${sandbox.url}/sandbox/deliveries`, {
    headers: { Authorization: `Bearer ${SECRET_KEY}` },
  });
  return (await response.json()).data;
}

const settled = (sandbox: TestSandbox) =>
  vi.waitFor(async () => expect(await pending(sandbox)).toEqual([]), { interval: 5 });

/** A second endpoint with another secret. */
async function subscribe(
  stripe: Stripe,
  event: Stripe.WebhookEndpointCreateParams.EnabledEvent,
): Promise<Receiver> {
  const { id, secret } = await stripe.webhookEndpoints.create({
    url: "http://127.0.0.1:9/",
    enabled_events: [event],
  });
  const receiver = await new Receiver(secret ?? "").start();
  await stripe.webhookEndpoints.update(id, { url: receiver.url });
  return receiver;
}

describe("events of a payment:", () => {
  test.for([
    ["pm_card_visa", ["charge.succeeded", "payment_intent.created", "payment_intent.succeeded"]],
    ["pm_sandbox_processing", ["payment_intent.created", "payment_intent.processing"]],
    [
      "pm_card_authenticationRequired",
      ["payment_intent.created", "payment_intent.requires_action"],
    ],
    [
      "pm_card_chargeDeclined",
      ["charge.failed", "payment_intent.created", "payment_intent.payment_failed"],
    ],
    [
      "pm_card_createDispute",
      [
        "charge.dispute.created",
        "charge.succeeded",
        "payment_intent.created",
        "payment_intent.succeeded",
      ],
    ],
  ] as const)("%s → %o", async ([method, types], { sandbox, receiver }) => {
    await sandbox.pay(method).catch(() => null);
    await vi.waitFor(() => expect(receiver.types).toEqual(types));
    await settled(sandbox);
    expect(receiver.types).toEqual(types);
  });

  test("canceled → payment_intent.canceled last", async ({ stripe, receiver }) => {
    const { id } = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
    await stripe.paymentIntents.cancel(id);
    const [canceled] = await receiver.expect("payment_intent.canceled");
    expect(canceled?.event.data.object).toMatchObject({ id, status: "canceled" });
  });
});

describe("event:", () => {
  test("delivered and retrieved → the same envelope", async ({ stripe, receiver }) => {
    const { id } = await stripe.paymentIntents.create(
      { amount: 500, currency: "usd", metadata: { payment_id: "pay_1" } },
      { idempotencyKey: "key-1" },
    );
    const [created] = await receiver.expect("payment_intent.created");
    const event = created?.event;
    expect(event).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      object: "event",
      api_version: Stripe.API_VERSION,
      created: expect.any(Number),
      livemode: false,
      pending_webhooks: 1,
      request: { id: expect.stringMatching(/^req_/), idempotency_key: "key-1" },
      data: { object: { id, metadata: { payment_id: "pay_1" } } },
    });
    await vi.waitFor(async () => {
      const retrieved = await stripe.events.retrieve(event?.id ?? "");
      expect({ ...retrieved }).toEqual({ ...event, pending_webhooks: 0 });
    });
  });

  test("object changed later → the event has the earlier one", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay();
    await stripe.paymentIntents.update(id, { metadata: { later: "x" } });
    const { data } = await stripe.events.list({ type: "payment_intent.created" });
    expect(data[0]?.data.object).toMatchObject({
      id,
      status: "requires_confirmation",
      metadata: {},
    });
  });

  test("caused by a control → no request", async ({ sandbox, receiver }) => {
    const { id } = await sandbox.pay("pm_sandbox_processing");
    await sandbox.control(`payment_intents/${id}/settle`);
    const [succeeded] = await receiver.expect("payment_intent.succeeded");
    expect(succeeded?.event.request).toEqual({ id: null, idempotency_key: null });
  });
});

describe("delivery:", () => {
  test("→ after the response to the request", async ({ sandbox, receiver }) => {
    receiver.respond = () => {};
    expect((await sandbox.pay()).status).toBe("succeeded");
    expect(await pending(sandbox)).toHaveLength(3);
  });

  test.for([500, 400, 302])(
    "response %i → sent again, the same event",
    async (status, { stripe, receiver }) => {
      receiver.respond = (_received, response) => {
        const isThird = receiver.received.length >= 3;
        response.writeHead(isThird ? 200 : status, { Location: `${receiver.url}/elsewhere` }).end();
      };
      await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
      const tries = await receiver.expect("payment_intent.created", 3);
      expect(new Set(tries.map(({ event }) => event.id)).size).toBe(1);
      expect(new Set(tries.map(({ rawBody }) => rawBody)).size).toBe(1);
    },
  );

  test("sent again → a new signature", async ({ sandbox, receiver }) => {
    let now = Date.now();
    await sandbox.restart({ now: () => now });
    receiver.respond = (_received, response) => {
      now += 10_000;
      response.writeHead(receiver.received.length === 1 ? 500 : 200).end();
    };
    await sandbox.client().paymentIntents.create({ amount: 500, currency: "usd" });
    const [first, second] = await receiver.expect("payment_intent.created", 2);
    expect(second?.t).toBe((first?.t ?? 0) + 10);
    expect(second?.signature).not.toBe(first?.signature);
  });

  test("no response → sent again", async ({ sandbox, receiver }) => {
    await sandbox.restart({ deliveryTimeoutMs: 200 });
    receiver.respond = (_received, response) => {
      if (receiver.received.length > 1) response.writeHead(200).end();
    };
    await sandbox.client().paymentIntents.create({ amount: 500, currency: "usd" });
    await receiver.expect("payment_intent.created", 2);
  });

  test("endpoint that doesn't respond → others aren't delayed", async ({ sandbox, receiver }) => {
    await sandbox.restart({ deliveryTimeoutMs: 60_000 });
    const stuck = await subscribe(sandbox.client(), "*");
    stuck.respond = () => {};
    await Promise.all(Array.from({ length: 10 }, () => sandbox.pay()));
    await receiver.expect("payment_intent.succeeded", 10);
    await vi.waitFor(async () => expect(await pending(sandbox)).toHaveLength(30));
    expect(stuck.received).toHaveLength(8);
    await stuck.stop();
  });

  test("restarted → sent again", async ({ sandbox, receiver }) => {
    receiver.respond = (_received, response) => response.writeHead(500).end();
    const { id } = await sandbox.pay();
    await receiver.expect("payment_intent.succeeded");
    await sandbox.stop();

    receiver.received.length = 0;
    receiver.respond = (_received, response) => response.writeHead(200).end();
    await sandbox.start();
    const [succeeded] = await receiver.expect("payment_intent.succeeded");
    expect(succeeded?.event.data.object).toMatchObject({ id });
    await settled(sandbox);
  });

  test("acknowledged → not sent again", async ({ sandbox, receiver }) => {
    await sandbox.pay();
    await settled(sandbox);
    await sandbox.stop();
    await sandbox.start();
    await settled(sandbox);
    expect(receiver.received).toHaveLength(3);
  });
});

describe("webhook endpoint:", () => {
  test("enabled_events → only these, signed with its own secret", async ({ stripe }) => {
    const other = await subscribe(stripe, "payment_intent.canceled");
    const { id } = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
    await stripe.paymentIntents.cancel(id);
    await other.expect("payment_intent.canceled");
    expect(other.types).toEqual(["payment_intent.canceled"]);
    await other.stop();
  });

  test("created → with its secret; retrieved → without", async ({ stripe }) => {
    const created = await stripe.webhookEndpoints.create({
      url: "https://example.com/hook",
      enabled_events: ["*"],
      description: "mine",
    });
    expect(created.secret).toMatch(/^whsec_/);
    expect(await stripe.webhookEndpoints.retrieve(created.id)).not.toHaveProperty("secret");
    const { data } = await stripe.webhookEndpoints.list();
    expect(data.map(({ id }) => id)).toContain(created.id);
    for (const endpoint of data) expect(endpoint).not.toHaveProperty("secret");
  });

  test("disabled or deleted → no events", async ({ sandbox, stripe, receiver }) => {
    const [endpoint] = (await stripe.webhookEndpoints.list()).data;
    const id = endpoint?.id ?? "";
    await stripe.webhookEndpoints.update(id, { disabled: true });
    await sandbox.pay();
    expect(await stripe.webhookEndpoints.del(id)).toMatchObject({ id, deleted: true });
    await sandbox.pay();
    await settled(sandbox);
    expect(receiver.received).toEqual([]);
  });

  test.for([
    { enabled_events: ["*"] },
    { url: "http://127.0.0.1:9/" },
    { url: "ftp://x", enabled_events: ["*"] },
  ])("%o → rejected", async (params, { stripe }) => {
    const rejection = stripe.rawRequest("POST", "/v1/webhook_endpoints", params);
    await expect(rejection).rejects.toMatchObject({ statusCode: 400 });
  });
});
