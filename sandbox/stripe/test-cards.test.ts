import type Stripe from "stripe";
import { describe, expect } from "vitest";
import { testCards } from "./test-cards";
import { PUBLISHABLE_KEY, test } from "./testing/harness";

const nextYear = new Date().getFullYear() + 1;
const card = (number: string, more: Partial<Stripe.PaymentMethodCreateParams.Card> = {}) => ({
  type: "card" as const,
  card: { number, exp_month: 12, exp_year: nextYear, cvc: "123", ...more },
});

/** Number, code and decline code; the SDK gives an empty text for a code that isn't there. */
const declines = [
  ["4000000000000002", "card_declined", "generic_decline"],
  ["4000000000009995", "card_declined", "insufficient_funds"],
  ["4000000000000069", "expired_card", ""],
  ["4000000000000127", "incorrect_cvc", ""],
  ["4000000000000119", "processing_error", ""],
] as const;

describe("a card that is declined", () => {
  test.for(declines)("%s answers %s %s", async ([number, code, declineCode], { stripe }) => {
    const method = await stripe.paymentMethods.create(card(number));
    const { id } = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
    const confirmation = stripe.paymentIntents.confirm(id, { payment_method: method.id });
    await expect(confirmation).rejects.toMatchObject({
      type: "StripeCardError",
      statusCode: 402,
      code,
      decline_code: declineCode,
      charge: expect.stringMatching(/^ch_/),
      doc_url: expect.stringContaining("stripe.com"),
      payment_method: { id: method.id },
      payment_intent: {
        id,
        status: "requires_payment_method",
        payment_method: null,
        last_payment_error: { type: "card_error", code, payment_method: { id: method.id } },
      },
    });
    const { data } = await stripe.charges.list({ payment_intent: id });
    expect(data).toMatchObject([{ status: "failed", paid: false, failure_code: code }]);
  });
});

describe("a card that isn't", () => {
  test.for([
    ["4242424242424242", "succeeded"],
    ["5555555555554444", "succeeded"],
    ["4000008260000000", "processing"],
    ["4000002500003155", "requires_action"],
    ["4000000000000259", "succeeded"],
    ["4000000000001976", "succeeded"],
  ] as const)("%s leads to %s", async ([number, status], { sandbox, stripe }) => {
    const method = await stripe.paymentMethods.create(card(number));
    expect((await sandbox.pay(method.id)).status).toBe(status);
  });

  test("has four digits of security code when it is an American Express", async ({ stripe }) => {
    const amex = card("378282246310005", { cvc: "1234" });
    expect((await stripe.paymentMethods.create(amex)).card?.brand).toBe("amex");
  });

  test("may be spelled out by the browser, in the confirmation itself", async ({
    sandbox,
    stripe,
  }) => {
    const intent = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
    const response = await sandbox.browser("POST", `/v1/payment_intents/${intent.id}/confirm`, {
      client_secret: intent.client_secret ?? "",
      "payment_method_data[type]": "card",
      "payment_method_data[card][number]": "4242 4242 4242 4242",
      "payment_method_data[card][exp_month]": "12",
      "payment_method_data[card][exp_year]": String(nextYear % 100),
      "payment_method_data[card][cvc]": "123",
      "payment_method_data[billing_details][name]": "Ada",
    });
    expect(await response.json()).toMatchObject({ status: "succeeded" });
  });
});

describe("card data that can't be right", () => {
  test.for([
    [card("4242424242424241"), "incorrect_number"],
    [card("4242"), "invalid_number"],
    [card("4242424242424242", { exp_year: 2020 }), "invalid_expiry_year"],
    [card("4242424242424242", { exp_month: 13 }), "invalid_expiry_month"],
    [card("4242424242424242", { cvc: "12" }), "invalid_cvc"],
    [card("378282246310005", { cvc: "123" }), "invalid_cvc"],
  ] as const)("is refused (case %#)", async ([params, code], { sandbox }) => {
    const browser = sandbox.client(PUBLISHABLE_KEY);
    await expect(browser.paymentMethods.create(params)).rejects.toMatchObject({
      type: "StripeCardError",
      statusCode: 402,
      code,
    });
  });

  test("a real card is declined as such", async ({ stripe }) => {
    await expect(stripe.paymentMethods.create(card("4111111111111111"))).rejects.toMatchObject({
      code: "card_declined",
      decline_code: "test_mode_live_card",
    });
  });
});

describe("the table of test cards", () => {
  test.for(testCards)("$paymentMethod stands for $number", async (testCard, { stripe }) => {
    const method = await stripe.paymentMethods.retrieve(testCard.paymentMethod);
    expect(method.id).toMatch(/^pm_[0-9A-Za-z]{24}$/);
    expect(method.card).toMatchObject({ last4: testCard.number.slice(-4), brand: testCard.brand });
  });
});
