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

/** The outcome that the page shows, once there is one. */
async function outcome(page: Page): Promise<string | null> {
  await page.locator("output:not(:empty)").waitFor();
  return page.locator("output").textContent();
}

it("pays with a typed card, without an error or a warning in the console", async () => {
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

  expect(await outcome(page)).toBe("succeeded");
  expect(complaints).toEqual([]);
});

it("tells of a decline and takes another card for the same PaymentIntent", async () => {
  const page = await checkout();
  await payWith(page, "0002 Declined");
  expect(await outcome(page)).toContain("card_declined");

  await payWith(page, "4242 Succeeds");
  await page.getByText("succeeded").waitFor();
});

it("shows at the security code that the bank calls it wrong", async () => {
  const page = await checkout();
  await page.getByRole("button", { name: "more" }).click();
  await payWith(page, "0127 Wrong security code");
  expect(await outcome(page)).toContain("incorrect_cvc");
  const field = page.getByLabel("Security code");
  expect(await field.getAttribute("aria-invalid")).toBe("true");
});

it("leaves a payment that stays processing as it is", async () => {
  const page = await checkout();
  await payWith(page, "0000 Stays processing");
  expect(await outcome(page)).toBe("processing");
});

describe("a card that asks for authentication", () => {
  const card = "3155 Asks for authentication";
  const failure = "payment_intent_authentication_failure";

  it("pays once the dialog is completed, and gives the focus back", async () => {
    const page = await checkout();
    await payWith(page, card);
    await page.frameLocator("iframe").getByRole("button", { name: "Complete" }).click();
    expect(await outcome(page)).toBe("succeeded");
    expect(await page.getByRole("dialog").count()).toBe(0);
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe("Pay");
  });

  it("doesn't pay when the authentication fails", async () => {
    const page = await checkout();
    await payWith(page, card);
    await page.frameLocator("iframe").getByRole("button", { name: "Fail" }).click();
    expect(await outcome(page)).toContain(failure);
  });

  it("doesn't pay when the dialog is left with Escape, and another card can follow", async () => {
    const intent = await bench.newIntent();
    const page = await bench.openCheckout(intent);
    await payWith(page, card);
    await page.getByRole("dialog", { name: "Confirm it’s you" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await outcome(page)).toContain(failure);
    expect(await bench.statusOf(intent)).toBe("requires_payment_method");

    await payWith(page, "4242 Succeeds");
    await page.getByText("succeeded").waitFor();
  });

  it("goes to the bank's page and from there to return_url, if the page wants redirects", async () => {
    const page = await checkout({ redirect: "always" });
    await payWith(page, card);
    await page.getByRole("button", { name: "Complete" }).click();
    await page.waitForURL(/\/returned\?.*redirect_status=succeeded/);
  });
});

it("goes to return_url with the PaymentIntent and its status", async () => {
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

it("says that the connection failed when the API can't be reached", async () => {
  const page = await checkout();
  await page.getByLabel("Card number").waitFor();
  await page.route("**/confirm", (route) => route.abort());
  await payWith(page, "4242 Succeeds");
  expect(await outcome(page)).toContain("experiencing issues connecting");
});
