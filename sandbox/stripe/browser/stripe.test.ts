import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { createStripe } from "./stripe";
import { type Bench, type Intent, startBench } from "./testing/bench";

/** In the page this is `window.Stripe`. */
declare const Stripe: (key: string) => ReturnType<typeof createStripe>;

let bench: Bench;
let page: Page;
let intent: Intent;
beforeAll(async () => {
  bench = await startBench();
  page = await bench.openBare();
  intent = await bench.newIntent();
});
afterAll(() => bench.close());

it.each([
  ["", "publishable test key"],
  ["pk_live_1", "publishable test key"],
  ["sk_test_1", "should not use your secret key"],
])("Stripe(): key %j → IntegrationError", async (key, reason) => {
  const message = await page.evaluate((key) => {
    try {
      Stripe(key);
      return "";
    } catch (error) {
      return String(error);
    }
  }, key);
  expect(message).toContain("IntegrationError");
  expect(message).toContain(reason);
});

it("elements.create: a second payment element → an error; destroyed → null", async () => {
  const found = await page.evaluate((clientSecret) => {
    const elements = Stripe("pk_test_browser").elements({ clientSecret });
    const first = elements.create("payment");
    const found = elements.getElement("payment") === first;
    let second = "created";
    try {
      elements.create("payment");
    } catch (error) {
      second = String(error);
    }
    first.destroy();
    return { found, second, destroyed: elements.getElement("payment") };
  }, intent.client_secret);
  expect(found).toMatchObject({ found: true, destroyed: null });
  expect(found.second).toContain("IntegrationError: Can't create two Elements of type payment");
});

it("confirmCardPayment: concurrent calls → one confirms, the other is an error", async () => {
  const [first, second] = await page.evaluate(
    async (clientSecret) => {
      const stripe = Stripe("pk_test_browser");
      const confirm = () =>
        stripe.confirmCardPayment(clientSecret, { payment_method: "pm_card_visa" });
      return Promise.all([confirm(), confirm()]);
    },
    (await bench.newIntent()).client_secret,
  );
  expect(first?.paymentIntent?.status).toBe("succeeded");
  expect(second?.error?.code).toBe("lock_timeout");
});

it("confirmPayment: PaymentIntent created later, no elements.submit() → IntegrationError", async () => {
  const result = await page.evaluate(async (clientSecret) => {
    document.body.append(document.createElement("section"));
    const stripe = Stripe("pk_test_browser");
    const elements = stripe.elements({ mode: "payment" });
    const element = elements.create("payment").mount("section");
    await new Promise((resolve) => element.on("ready", resolve));
    const confirm = () =>
      stripe.confirmPayment({ elements, clientSecret, redirect: "if_required" });
    const tooEarly = await confirm().catch(String);
    const submitted = await elements.submit();
    element.destroy();
    return { tooEarly, submitted: submitted.error?.code };
  }, intent.client_secret);
  expect(result.tooEarly).toContain("elements.submit() must be called");
  expect(result.submitted).toBe("incomplete_number");
});

it("createToken: → not supported", async () => {
  const { error } = await page.evaluate(() => Stripe("pk_test_browser").createToken());
  expect(error.message).toContain("Use a PaymentIntent");
});
