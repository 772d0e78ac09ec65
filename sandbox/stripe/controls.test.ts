import { describe, expect, vi } from "vitest";
import { send } from "@/testing/hostile/send";
import { SECRET_KEY, test } from "./testing/harness";

const terms = { amount: 500, currency: "usd" };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("the control of a payment", () => {
  test("settles one that is processing", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay("pm_sandbox_processing");
    await sandbox.control(`payment_intents/${id}/settle`);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: "succeeded",
      processing: null,
      latest_charge: expect.stringMatching(/^ch_/),
    });
    await expect(sandbox.control(`payment_intents/${id}/settle`)).rejects.toThrow("not processing");
  });

  test("fails one that is processing", async ({ sandbox, stripe, receiver }) => {
    const { id } = await sandbox.pay("pm_sandbox_processing");
    await sandbox.control(`payment_intents/${id}/fail`);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "card_declined" },
    });
    await receiver.expect("payment_intent.payment_failed");
  });

  test("opens a dispute or an inquiry, once", async ({ sandbox }) => {
    const { id } = await sandbox.pay();
    const open = () => sandbox.control(`payment_intents/${id}/dispute`, { reason: "duplicate" });
    expect(await open()).toMatchObject({ status: "needs_response", reason: "duplicate" });
    await expect(open()).rejects.toThrow("disputed already");
    const other = await sandbox.pay();
    expect(
      await sandbox.control(`payment_intents/${other.id}/dispute`, { inquiry: true }),
    ).toMatchObject({
      status: "warning_needs_response",
    });
  });

  test("wins and loses a dispute", async ({ sandbox, stripe, receiver }) => {
    for (const [verb, status] of [
      ["win", "won"],
      ["lose", "lost"],
    ]) {
      const { id } = await sandbox.pay("pm_card_createDispute");
      const { data } = await stripe.disputes.list({ payment_intent: id });
      await sandbox.control(`disputes/${data[0]?.id}/${verb}`);
      expect((await stripe.disputes.list({ payment_intent: id })).data).toMatchObject([{ status }]);
    }
    await receiver.expect("charge.dispute.closed", 2);
  });

  test("refunds it, in whole or in part", async ({ sandbox }) => {
    const { id } = await sandbox.pay();
    const refund = (body = {}) => sandbox.control(`payment_intents/${id}/refund`, body);
    expect(await refund({ amount: 900 })).toMatchObject({ amount: 900 });
    expect(await refund()).toMatchObject({ amount: 49_000 });
  });
});

describe("the control of deliveries", () => {
  test("delivers an event again, several times", async ({ sandbox, stripe, receiver }) => {
    await stripe.paymentIntents.create(terms);
    const [first] = await receiver.expect("payment_intent.created");
    const answer = await sandbox.control(`events/${first?.event.id}/deliver`, { times: 3 });
    expect(answer).toMatchObject({ data: [{ status: 200 }, { status: 200 }, { status: 200 }] });
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
    expect(receiver.received).toHaveLength(4);
  });

  test("holds events until they are released, in the order asked for", async ({
    sandbox,
    receiver,
  }) => {
    await sandbox.control("deliveries", { mode: "hold" });
    await sandbox.pay();
    await sandbox.control("deliveries", { mode: "normal" });
    await pause(30);
    expect(receiver.received).toEqual([]);
    await sandbox.control("deliveries/release", { order: "reverse" });
    expect(receiver.received.map(({ event }) => event.type)).toEqual([
      "payment_intent.succeeded",
      "charge.succeeded",
      "payment_intent.created",
    ]);
  });

  test("releases only the events that are named", async ({ sandbox, stripe, receiver }) => {
    await sandbox.control("deliveries", { mode: "hold" });
    await sandbox.pay();
    const { data } = await stripe.events.list({ type: "payment_intent.succeeded" });
    await sandbox.control("deliveries/release", { order: [data[0]?.id] });
    expect(receiver.types).toEqual(["payment_intent.succeeded"]);
    await sandbox.stop();
    await sandbox.start();
    await sandbox.control("deliveries/release");
    expect(receiver.received).toHaveLength(3);
  });

  test("drops events, which can still be retrieved", async ({ sandbox, stripe, receiver }) => {
    await sandbox.control("deliveries", { mode: "drop" });
    await sandbox.pay();
    await pause(30);
    expect(receiver.received).toEqual([]);
    expect((await stripe.events.list()).data).toHaveLength(3);
  });

  test("delivers everything twice", async ({ sandbox, stripe, receiver }) => {
    await sandbox.control("deliveries", { mode: "duplicate" });
    await stripe.paymentIntents.create(terms);
    const both = await receiver.expect("payment_intent.created", 2);
    expect(new Set(both.map(({ event }) => event.id)).size).toBe(1);
  });

  test.for(["delay", "shuffle"])("delivers late (%s)", async (mode, { sandbox, receiver }) => {
    await sandbox.control("deliveries", { mode, delay_ms: 400 });
    await sandbox.pay();
    if (mode === "delay") expect(receiver.received).toEqual([]);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(3));
  });
});

describe("a fault", () => {
  test.for([
    ["500", 500, "StripeAPIError"],
    ["402", 402, "StripeCardError"],
    ["429", 429, "StripeRateLimitError"],
  ] as const)(
    "of kind %s fails as many calls as it says",
    async ([kind, statusCode, type], { sandbox, stripe }) => {
      await sandbox.control("faults", { kind, count: 2 });
      const create = () => stripe.paymentIntents.create(terms);
      await expect(create()).rejects.toMatchObject({ statusCode, type });
      await expect(create()).rejects.toMatchObject({ statusCode, type });
      await create();
      expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
    },
  );

  test("is for the calls that it names and no others", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "500", path: "/v1/refunds", method: "GET" });
    const { id } = await sandbox.pay();
    await stripe.refunds.create({ payment_intent: id });
    await expect(stripe.refunds.list()).rejects.toMatchObject({ statusCode: 500 });
  });

  test("cuts the connection before the work", async ({ sandbox, stripe }) => {
    // Twice, because the SDK itself tries a broken connection once more.
    await sandbox.control("faults", { kind: "drop_before", count: 2 });
    await expect(stripe.paymentIntents.create(terms)).rejects.toMatchObject({
      type: "StripeConnectionError",
    });
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  });

  test("cuts the connection after the work", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "drop_after", count: 2 });
    await expect(stripe.paymentIntents.create(terms)).rejects.toMatchObject({
      type: "StripeConnectionError",
    });
    // The SDK's own second try did the work again, since it had no idempotency key to repeat.
    expect((await stripe.paymentIntents.list()).data).not.toEqual([]);
  });

  test("hangs, and then goes on as usual", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "hang", hang_ms: 60 });
    const started = performance.now();
    await expect(stripe.paymentIntents.create(terms)).resolves.toMatchObject({ amount: 500 });
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  test("doesn't keep the sandbox from closing", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "hang" });
    const creation = stripe.paymentIntents.create(terms).catch(() => "cut");
    await pause(20);
    await sandbox.stop();
    await creation;
  });
});

describe("reset", () => {
  test("forgets everything but the webhook endpoints", async ({ sandbox, stripe, receiver }) => {
    await sandbox.pay();
    await sandbox.control("faults", { kind: "500" });
    await sandbox.control("deliveries", { mode: "drop" });
    await sandbox.control("reset");
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
    expect((await stripe.events.list()).data).toEqual([]);
    receiver.received.length = 0;
    await stripe.paymentIntents.create(terms);
    await receiver.expect("payment_intent.created");
  });
});

describe("who may use the controls", () => {
  const reset = (url: string, headers: Record<string, string>) =>
    fetch(`${url}/sandbox/reset`, { method: "POST", headers, redirect: "manual" });

  test("nobody without the secret key", async ({ sandbox }) => {
    expect((await reset(sandbox.url, {})).status).toBe(403);
    expect((await reset(sandbox.url, { Authorization: "Bearer sk_test_other" })).status).toBe(403);
    expect((await fetch(`${sandbox.url}/sandbox/deliveries`)).status).toBe(403);
  });

  test("no page of another origin", async ({ sandbox }) => {
    expect((await reset(sandbox.url, { Origin: "http://localhost:3000" })).status).toBe(403);
  });

  test("no page whose name resolves to this machine, and nothing else of the sandbox's either", async ({
    sandbox,
  }) => {
    const paths = ["/sandbox", "/sandbox/authenticate/pi_1", "/v1/payment_intents", "/stripe.js"];
    for (const path of paths) {
      const host = `evil.example:${new URL(sandbox.url).port}`;
      const { status, body } = await send(sandbox.url, { method: "GET", path, headers: { host } });
      expect([path, status]).toEqual([path, 421]);
      expect(body).not.toContain("pi_");
    }
    expect((await fetch(`${sandbox.url}/sandbox`)).status).toBe(200);
  });

  test("the sandbox's own page, which is led back to", async ({ sandbox }) => {
    const form = { Origin: sandbox.url, "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await reset(sandbox.url, form);
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/sandbox"]);
  });

  test("whoever sends what a control understands", async ({ sandbox }) => {
    await expect(sandbox.control("deliveries", { mode: "sideways" })).rejects.toThrow("mode");
    await expect(sandbox.control("faults", { kind: "500", colour: "red" })).rejects.toThrow(
      "colour",
    );
    await expect(sandbox.control("nothing")).rejects.toThrow("There is no control");
    await expect(sandbox.control("payment_intents/pi_no/settle")).rejects.toThrow("No such");
    const response = await fetch(`${sandbox.url}/sandbox/faults`, {
      method: "POST",
      headers: { Authorization: `Bearer ${SECRET_KEY}` },
      body: "{",
    });
    expect(response.status).toBe(400);
  });
});

describe("the page at /sandbox", () => {
  test("lists payments with a button for what can be done", async ({ sandbox, stripe }) => {
    const page = async () => (await fetch(`${sandbox.url}/sandbox`)).text();
    expect(await page()).toContain("No payments yet");
    const processing = await sandbox.pay("pm_sandbox_processing");
    const paid = await sandbox.pay();
    const disputed = await sandbox.pay("pm_card_createDispute");
    const [dispute] = (await stripe.disputes.list({ payment_intent: disputed.id })).data;
    const shown = await page();
    expect(shown).toContain("$499.00");
    for (const action of [
      `payment_intents/${processing.id}/settle`,
      `payment_intents/${processing.id}/fail`,
      `payment_intents/${paid.id}/refund`,
      `payment_intents/${paid.id}/dispute`,
      `disputes/${dispute?.id}/win`,
    ]) {
      expect(shown).toContain(`action="/sandbox/${action}"`);
    }
    expect(shown).not.toContain(paid.client_secret);
  });

  test("shows why a control refused, as text", async ({ sandbox }) => {
    const page = await fetch(`${sandbox.url}/sandbox?notice=${encodeURIComponent("<b>no</b>")}`);
    expect(await page.text()).toContain("&lt;b&gt;no&lt;/b&gt;");
  });
});
