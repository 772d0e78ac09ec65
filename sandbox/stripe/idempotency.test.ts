import { describe, expect } from "vitest";
import { SECRET_KEY, test } from "./testing/harness";

const terms = { amount: 500, currency: "usd" };
const idempotencyKey = "key-1";
const DAY_MS = 24 * 60 * 60 * 1000;

describe("Idempotency-Key:", () => {
  test("same request again → same response", async ({ sandbox, stripe }) => {
    const first = await stripe.paymentIntents.create(terms, { idempotencyKey });
    const second = await stripe.paymentIntents.create(terms, { idempotencyKey });
    expect(second.id).toBe(first.id);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);

    const response = await fetch(`${sandbox.url}/v1/payment_intents`, {
      method: "POST",
      headers: { Authorization: `Bearer ${SECRET_KEY}`, "Idempotency-Key": idempotencyKey },
      body: new URLSearchParams({ amount: "500", currency: "usd" }),
    });
    expect(response.headers.get("Idempotent-Replayed")).toBe("true");
  });

  test("declined, same request again → the same decline", async ({ sandbox, stripe }) => {
    const pay = () =>
      stripe.paymentIntents.create(
        { ...terms, confirm: true, payment_method: "pm_card_chargeDeclined" },
        { idempotencyKey },
      );
    const codes = [await pay().catch((e) => e.charge), await pay().catch((e) => e.charge)];
    expect(codes[0]).toMatch(/^ch_/);
    expect(codes[1]).toBe(codes[0]);
    expect((await sandbox.client().charges.list()).data).toHaveLength(1);
  });

  test("500, same request again → the same 500", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "500" });
    const create = () => stripe.paymentIntents.create(terms, { idempotencyKey });
    await expect(create()).rejects.toMatchObject({ statusCode: 500 });
    await expect(create()).rejects.toMatchObject({
      statusCode: 500,
      headers: { "idempotent-replayed": "true" },
    });
    await expect(stripe.paymentIntents.create(terms)).resolves.toMatchObject({ amount: 500 });
  });

  test("request failed validation → the key can be used again", async ({ stripe }) => {
    const tooSmall = stripe.paymentIntents.create({ ...terms, amount: 1 }, { idempotencyKey });
    await expect(tooSmall).rejects.toMatchObject({ code: "amount_too_small" });
    await expect(stripe.paymentIntents.create(terms, { idempotencyKey })).resolves.toBeDefined();
  });

  test("other parameters → idempotency_error", async ({ stripe }) => {
    await stripe.paymentIntents.create(terms, { idempotencyKey });
    const other = stripe.paymentIntents.create({ ...terms, amount: 600 }, { idempotencyKey });
    await expect(other).rejects.toMatchObject({
      type: "StripeIdempotencyError",
      statusCode: 400,
      message: expect.stringContaining("same parameters"),
    });
  });

  test("other path → idempotency_error", async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create(terms, { idempotencyKey });
    const other = stripe.paymentIntents.cancel(id, {}, { idempotencyKey });
    await expect(other).rejects.toMatchObject({
      type: "StripeIdempotencyError",
      message: expect.stringContaining("same endpoint"),
    });
  });

  test("first request still runs → 409", async ({ sandbox, stripe }) => {
    await sandbox.control("faults", { kind: "hang", hang_ms: 400 });
    const first = stripe.paymentIntents.create(terms, { idempotencyKey });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = stripe.paymentIntents.create(terms, { idempotencyKey });
    await expect(second).rejects.toMatchObject({
      statusCode: 409,
      code: "idempotency_key_in_use",
    });
    await expect(first).resolves.toMatchObject({ amount: 500 });
  });

  test("connection cut after the work, same request again → the first result", async ({
    sandbox,
    stripe,
  }) => {
    // Twice, because the SDK retries a cut connection once.
    await sandbox.control("faults", { kind: "drop_after", count: 2 });
    const create = () => stripe.paymentIntents.create(terms, { idempotencyKey });
    await expect(create()).rejects.toMatchObject({ type: "StripeConnectionError" });
    const { id } = await create();
    expect((await stripe.paymentIntents.list()).data.map((intent) => intent.id)).toEqual([id]);
  });

  test("after a restart → saved; after 24 hours → deleted", async ({ sandbox, stripe }) => {
    let now = Date.now();
    const first = await stripe.paymentIntents.create(terms, { idempotencyKey });
    await sandbox.restart({ now: () => now });
    const again = () => sandbox.client().paymentIntents.create(terms, { idempotencyKey });
    expect((await again()).id).toBe(first.id);
    now += DAY_MS + 60_000;
    expect((await again()).id).not.toBe(first.id);
  });

  test("used with the secret key, then with the publishable key → not replayed", async ({
    sandbox,
    stripe,
  }) => {
    const { id, client_secret } = await stripe.paymentIntents.create(terms);
    const params = { client_secret: client_secret ?? "", payment_method: "pm_card_visa" };
    const path = `/v1/payment_intents/${id}/confirm`;
    await stripe.rawRequest("POST", path, params, { idempotencyKey });
    const response = await fetch(`${sandbox.url}${path}`, {
      method: "POST",
      headers: { "Idempotency-Key": idempotencyKey },
      body: new URLSearchParams({ ...params, key: "pk_test_sandboxPublic0000" }),
    });
    expect(response.headers.get("Idempotent-Replayed")).toBeNull();
  });
});
