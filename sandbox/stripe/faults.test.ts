import { describe, expect } from "vitest";
import { test } from "./testing/harness";

const terms = { amount: 500, currency: "usd" };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("faults:", () => {
  test.for([
    ["500", 500, "StripeAPIError"],
    ["402", 402, "StripeCardError"],
    ["429", 429, "StripeRateLimitError"],
  ] as const)(
    "kind %s, count 2 → two calls fail",
    async ([kind, statusCode, type], { sandbox, stripe }) => {
      await sandbox.control("faults", { kind, count: 2 });
      const create = () => stripe.paymentIntents.create(terms);
      await expect(create()).rejects.toMatchObject({ statusCode, type });
      await expect(create()).rejects.toMatchObject({ statusCode, type });
      await create();
      expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
    },
  );

  test("path and method → only matching calls fail", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "500", path: "/v1/refunds", method: "GET" });
    const { id } = await sandbox.pay();
    await stripe.refunds.create({ payment_intent: id });
    await expect(stripe.refunds.list()).rejects.toMatchObject({ statusCode: 500 });
  });

  test("drop_before → connection cut, nothing done", async ({ sandbox, stripe }) => {
    // Twice, because the SDK retries a cut connection once.
    await sandbox.control("faults", { kind: "drop_before", count: 2 });
    await expect(stripe.paymentIntents.create(terms)).rejects.toMatchObject({
      type: "StripeConnectionError",
    });
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  });

  test("drop_after → connection cut, work done", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "drop_after", count: 2 });
    await expect(stripe.paymentIntents.create(terms)).rejects.toMatchObject({
      type: "StripeConnectionError",
    });
    // The SDK's retry repeated the work, since the request had no idempotency key.
    expect((await stripe.paymentIntents.list()).data).not.toEqual([]);
  });

  test("hang → waits, then succeeds", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "hang", hang_ms: 60 });
    const started = performance.now();
    await expect(stripe.paymentIntents.create(terms)).resolves.toMatchObject({ amount: 500 });
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  test("hang, sandbox closes → closed without waiting", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "hang" });
    const creation = stripe.paymentIntents.create(terms).catch(() => "cut");
    await pause(20);
    await sandbox.stop();
    await creation;
  });
});

describe("reset:", () => {
  test("→ everything deleted except the webhook endpoints", async ({
    sandbox,
    stripe,
    receiver,
  }) => {
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
