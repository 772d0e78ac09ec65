import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, startBench } from "./testing/bench";

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

async function checkout(parameters?: Record<string, string>): Promise<Page> {
  return bench.openCheckout(await bench.newIntent(), parameters);
}

async function payWith(page: Page, card: string): Promise<void> {
  await page.getByRole("button", { name: card }).click();
  await page.getByRole("button", { name: "Pay" }).click();
}

/** The result that the page shows. */
async function shownResult(page: Page): Promise<string | null> {
  await page.locator("output:not(:empty)").waitFor();
  return page.locator("output").textContent();
}

it("confirmPayment: typed card → paid, no error or warning in the console", async () => {
  const intent = await bench.newIntent();
  const page = await bench.openCheckout(intent);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.reload();

  await page.getByLabel("Card number").pressSequentially("4242424242424242");
  await page.keyboard.type("1234");
  await page.keyboard.type("123");
  await page.keyboard.press("Enter");

  expect(await shownResult(page)).toBe("succeeded");
  expect(complaints).toEqual([]);
});

it("confirmPayment: declined → an error; another card → paid", async () => {
  const page = await checkout();
  await payWith(page, "0002 Declined");
  expect(await shownResult(page)).toContain("card_declined");
  expect(await page.getByLabel("Card number").getAttribute("aria-invalid")).toBe("true");

  await payWith(page, "4242 Succeeds");
  await page.getByText("succeeded").waitFor();
});

it("confirmPayment: incorrect_cvc → the error at the security code", async () => {
  const page = await checkout();
  await page.getByRole("button", { name: "more" }).click();
  await payWith(page, "0127 Wrong security code");
  expect(await shownResult(page)).toContain("incorrect_cvc");
  const field = page.getByLabel("Security code");
  expect(await field.getAttribute("aria-invalid")).toBe("true");
});

it("confirmPayment: processing card → processing", async () => {
  const page = await checkout();
  await payWith(page, "0000 Stays processing");
  expect(await shownResult(page)).toBe("processing");
});

describe("confirmPayment, card requires authentication:", () => {
  const card = "3155 Requires authentication";
  const failure = "payment_intent_authentication_failure";

  it("completed → paid, focus back on the button", async () => {
    const page = await checkout();
    await payWith(page, card);
    await page.frameLocator("iframe").getByRole("button", { name: "Complete" }).click();
    expect(await shownResult(page)).toBe("succeeded");
    expect(await page.getByRole("dialog").count()).toBe(0);
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe("Pay");
  });

  it("failed → not paid", async () => {
    const page = await checkout();
    await payWith(page, card);
    await page.frameLocator("iframe").getByRole("button", { name: "Fail" }).click();
    expect(await shownResult(page)).toContain(failure);
  });

  it("dialog closed with Escape → not paid; another card → paid", async () => {
    const intent = await bench.newIntent();
    const page = await bench.openCheckout(intent);
    await payWith(page, card);
    await page.getByRole("dialog", { name: "Confirm it’s you" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await shownResult(page)).toContain(failure);
    expect(await bench.statusOf(intent)).toBe("requires_payment_method");

    await payWith(page, "4242 Succeeds");
    await page.getByText("succeeded").waitFor();
  });

  it("redirect: always → the bank's page, then return_url", async () => {
    const page = await checkout({ redirect: "always" });
    await payWith(page, card);
    await page.getByRole("button", { name: "Complete" }).click();
    await page.waitForURL(/\/returned\?.*redirect_status=succeeded/);
  });
});

it("confirmPayment: redirect → return_url with the PaymentIntent and its status", async () => {
  const intent = await bench.newIntent();
  const page = await bench.openCheckout(intent, { redirect: "always" });
  await payWith(page, "4242 Succeeds");
  await page.waitForURL(/\/returned/);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    payment_intent: intent.id,
    payment_intent_client_secret: intent.client_secret,
    redirect_status: "succeeded",
  });
});

it("confirmPayment: API unreachable → a connection error", async () => {
  const page = await checkout();
  await page.getByLabel("Card number").waitFor();
  await page.route("**/confirm", (route) => route.abort());
  await payWith(page, "4242 Succeeds");
  expect(await shownResult(page)).toContain("experiencing issues connecting");
});
