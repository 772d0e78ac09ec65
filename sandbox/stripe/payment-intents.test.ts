import Stripe from "stripe";
import { describe, expect } from "vitest";
import { test } from "./testing/harness";

const terms = { amount: 49_900, currency: "usd" } as const;

describe("create:", () => {
  test("no payment method → requires_payment_method, automatic payment methods", async ({
    stripe,
  }) => {
    const intent = await stripe.paymentIntents.create({
      ...terms,
      currency: "USD",
      automatic_payment_methods: { enabled: true },
      metadata: { payment_id: "pay_1" },
    });
    expect(intent).toMatchObject({
      object: "payment_intent",
      amount: 49_900,
      currency: "usd",
      status: "requires_payment_method",
      automatic_payment_methods: { enabled: true },
      payment_method_types: ["card"],
      metadata: { payment_id: "pay_1" },
      livemode: false,
    });
    expect(intent.id).toMatch(/^pi_[0-9A-Za-z]{24}$/);
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_[0-9A-Za-z]{25}$`));
  });

  test("with a payment method → requires_confirmation", async ({ stripe }) => {
    const intent = await stripe.paymentIntents.create({ ...terms, payment_method: "pm_card_visa" });
    expect(intent.status).toBe("requires_confirmation");
    expect(intent.payment_method).toMatch(/^pm_/);
  });

  test("confirm=true → succeeded", async ({ sandbox }) => {
    expect(await sandbox.pay()).toMatchObject({ status: "succeeded", amount_received: 49_900 });
  });

  test.for([
    [{ amount: 49, currency: "usd" }, "amount_too_small", "amount"],
    [{ amount: 100_000_000, currency: "usd" }, "amount_too_large", "amount"],
    [{ amount: 10.5, currency: "usd" }, "parameter_invalid_integer", "amount"],
    [{ currency: "usd" }, "parameter_missing", "amount"],
    [{ amount: 500 }, "parameter_missing", "currency"],
    [{ amount: 500, currency: "xxy" }, undefined, "currency"],
    [{ ...terms, colour: "red" }, "parameter_unknown", "colour"],
    [{ ...terms, metadata: { ["k".repeat(41)]: "v" } }, undefined, `metadata[${"k".repeat(41)}]`],
    [{ ...terms, metadata: { k: "v".repeat(501) } }, undefined, "metadata[k]"],
    [{ ...terms, return_url: "https://example.com" }, undefined, "return_url"],
  ] as const)("%o → rejected", async ([params, code, param], { stripe }) => {
    const rejection = stripe.rawRequest("POST", "/v1/payment_intents", params);
    await expect(rejection).rejects.toMatchObject({
      type: "StripeInvalidRequestError",
      statusCode: 400,
      code,
      param,
    });
  });

  test("more than 50 metadata keys → rejected", async ({ stripe }) => {
    const metadata = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, "v"]));
    await expect(stripe.paymentIntents.create({ ...terms, metadata })).rejects.toMatchObject({
      param: "metadata",
    });
  });
});

describe("confirm:", () => {
  test("good card → succeeded, with a paid charge", async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create({ ...terms, metadata: { a: "1" } });
    const intent = await stripe.paymentIntents.confirm(id, {
      payment_method: "pm_card_visa",
      expand: ["latest_charge", "payment_method"],
    });
    expect(intent).toMatchObject({
      status: "succeeded",
      amount_received: 49_900,
      payment_method: { object: "payment_method", card: { brand: "visa", last4: "4242" } },
      latest_charge: {
        object: "charge",
        amount: 49_900,
        paid: true,
        status: "succeeded",
        payment_intent: id,
        metadata: { a: "1" },
        payment_method_details: { card: { last4: "4242" } },
      },
    });
  });

  test("no payment method → payment_intent_unexpected_state", async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create(terms);
    await expect(stripe.paymentIntents.confirm(id)).rejects.toMatchObject({
      statusCode: 400,
      code: "payment_intent_unexpected_state",
      payment_intent: { id, status: "requires_payment_method" },
    });
  });

  test("after a decline → can be confirmed again", async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create(terms);
    const declined = stripe.paymentIntents.confirm(id, {
      payment_method: "pm_card_chargeDeclined",
    });
    await expect(declined).rejects.toThrow(Stripe.errors.StripeCardError);
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
    expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null });
  });

  test.for(["succeeded", "processing", "canceled"] as const)(
    "status %s → payment_intent_unexpected_state",
    async (status, { stripe }) => {
      const { id } = await stripe.paymentIntents.create({
        ...terms,
        payment_method: "pm_card_visa",
      });
      if (status === "canceled") await stripe.paymentIntents.cancel(id);
      if (status === "succeeded") await stripe.paymentIntents.confirm(id);
      if (status === "processing") {
        await stripe.paymentIntents.confirm(id, { payment_method: "pm_sandbox_processing" });
      }
      await expect(stripe.paymentIntents.confirm(id)).rejects.toMatchObject({
        code: "payment_intent_unexpected_state",
        payment_intent: { status },
      });
    },
  );

  test("payment method doesn't exist → 404", async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create(terms);
    const rejection = stripe.paymentIntents.confirm(id, { payment_method: "pm_nothing" });
    await expect(rejection).rejects.toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      param: "payment_method",
    });
  });
});

describe("update:", () => {
  test("open → amount changed, metadata merged", async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create({ ...terms, metadata: { a: "1", b: "2" } });
    const intent = await stripe.paymentIntents.update(id, {
      amount: 100,
      metadata: { b: "", c: "3" },
    });
    expect(intent).toMatchObject({ amount: 100, metadata: { a: "1", c: "3" } });
    expect(intent.metadata).not.toHaveProperty("b");
  });

  test("payment method → requires_confirmation", async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create(terms);
    const intent = await stripe.paymentIntents.update(id, { payment_method: "pm_card_visa" });
    expect(intent.status).toBe("requires_confirmation");
  });

  test("paid → amount rejected, metadata changed", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay();
    await expect(stripe.paymentIntents.update(id, { amount: 100 })).rejects.toMatchObject({
      code: "payment_intent_unexpected_state",
    });
    const intent = await stripe.paymentIntents.update(id, { metadata: { note: "x" } });
    expect(intent).toMatchObject({ status: "succeeded", metadata: { note: "x" } });
  });
});

describe("cancel:", () => {
  test("open → canceled, with the reason", async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create(terms);
    const intent = await stripe.paymentIntents.cancel(id, { cancellation_reason: "abandoned" });
    expect(intent).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
    expect(intent.canceled_at).toBeGreaterThan(0);
  });

  test.for(["pm_card_visa", "pm_sandbox_processing"])(
    "after paying with %s → payment_intent_unexpected_state",
    async (method, { sandbox, stripe }) => {
      const { id } = await sandbox.pay(method);
      await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({
        code: "payment_intent_unexpected_state",
      });
    },
  );
});
