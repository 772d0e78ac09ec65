import type Stripe from "stripe";
import { describe, expect } from "vitest";
import { testCards } from "./test-cards";
import { PUBLISHABLE_KEY, test } from "./testing/harness";

const nextYear = new Date().getFullYear() + 1;
const card = (number: string, more: Partial<Stripe.PaymentMethodCreateParams.Card> = {}) => ({
  type: "card" as const,
  card: { number, exp_month: 12, exp_year: nextYear, cvc: "123", ...more },
});

/** Number, code and decline code; the SDK returns empty text for a missing code. */
const declines = [
  ["4000000000000002", "card_declined", "generic_decline"],
  ["4000000000009995", "card_declined", "insufficient_funds"],
  ["4000000000000069", "expired_card", ""],
  ["4000000000000127", "incorrect_cvc", ""],
  ["4000000000000119", "processing_error", ""],
] as const;

describe("declined card:", () => {
  test.for(declines)("%s → %s %s", async ([number, code, declineCode], { stripe }) => {
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

describe("accepted card:", () => {
  test.for([
    ["4242424242424242", "succeeded"],
    ["5555555555554444", "succeeded"],
    ["4000008260000000", "processing"],
    ["4000002500003155", "requires_action"],
    ["4000000000000259", "succeeded"],
    ["4000000000001976", "succeeded"],
  ] as const)("%s → %s", async ([number, status], { sandbox, stripe }) => {
    const method = await stripe.paymentMethods.create(card(number));
    expect((await sandbox.pay(method.id)).status).toBe(status);
  });

  test("American Express with a four-digit security code → accepted", async ({ stripe }) => {
    const amex = card("378282246310005", { cvc: "1234" });
    expect((await stripe.paymentMethods.create(amex)).card?.brand).toBe("amex");
  });

  test("card data in the confirmation of a browser → accepted", async ({ sandbox, stripe }) => {
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

describe("invalid card data:", () => {
  test.for([
    [card("4242424242424241"), "incorrect_number"],
    [card("4242"), "invalid_number"],
    [card("4242424242424242", { exp_year: 2020 }), "invalid_expiry_year"],
    [card("4242424242424242", { exp_month: 13 }), "invalid_expiry_month"],
    [card("4242424242424242", { cvc: "12" }), "invalid_cvc"],
    [card("378282246310005", { cvc: "123" }), "invalid_cvc"],
  ] as const)("case %# → card_error", async ([params, code], { sandbox }) => {
    const browser = sandbox.client(PUBLISHABLE_KEY);
    await expect(browser.paymentMethods.create(params)).rejects.toMatchObject({
      type: "StripeCardError",
      statusCode: 402,
      code,
    });
  });

  test("number of a real card → test_mode_live_card", async ({ stripe }) => {
    await expect(stripe.paymentMethods.create(card("4111111111111111"))).rejects.toMatchObject({
      code: "card_declined",
      decline_code: "test_mode_live_card",
    });
  });
});

describe("test cards:", () => {
  test.for(testCards)("$paymentMethod → the card $number", async (testCard, { stripe }) => {
    const method = await stripe.paymentMethods.retrieve(testCard.paymentMethod);
    expect(method.id).toMatch(/^pm_[0-9A-Za-z]{24}$/);
    expect(method.card).toMatchObject({ last4: testCard.number.slice(-4), brand: testCard.brand });
  });
});
