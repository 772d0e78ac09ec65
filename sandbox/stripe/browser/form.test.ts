import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, startBench } from "./testing/bench";

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

type Form = { page: Page; number: Locator; expiry: Locator; cvc: Locator };

async function openForm(parameters?: Record<string, string>): Promise<Form> {
  const page = await bench.openCheckout(await bench.newIntent(), parameters);
  await page.locator("#events", { hasText: "ready" }).waitFor();
  return {
    page,
    number: page.getByLabel("Card number"),
    expiry: page.getByLabel("Expiration date"),
    cvc: page.getByLabel("Security code"),
  };
}

function events(page: Page): Promise<string | null> {
  return page.locator("#events").textContent();
}

it("card form: digits typed → formatted; field full → focus on the next", async () => {
  const { page, number, expiry, cvc } = await openForm();
  await number.pressSequentially("378282246310005");
  await page.keyboard.type("734");
  await page.keyboard.type("12345");
  expect(await number.inputValue()).toBe("3782 822463 10005");
  expect(await expiry.inputValue()).toBe("07 / 34");
  expect(await cvc.inputValue()).toBe("1234");
});

it("card form: backspace after a separator → digit before it deleted, caret in place", async () => {
  const { page, number, expiry } = await openForm();
  await expiry.pressSequentially("12");
  await page.keyboard.press("Backspace");
  expect(await expiry.inputValue()).toBe("1");

  await number.pressSequentially("42424242");
  await number.evaluate((input: HTMLInputElement) => input.setSelectionRange(5, 5));
  await page.keyboard.press("Backspace");
  await page.keyboard.type("9");
  expect(await number.inputValue()).toBe("4249 4242");
  expect(await number.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(4);
});

it("card form: submitted with errors → messages at the fields, focus on the first", async () => {
  const { page, number } = await openForm();
  await page.getByRole("button", { name: "Pay" }).click();
  await page.getByText("Your card's expiration date is incomplete.").waitFor();
  await page.getByText("Your card's security code is incomplete.").waitFor();
  expect(await page.locator("output").textContent()).toBe(
    "incomplete_number: Your card number is incomplete.",
  );
  expect(await number.getAttribute("aria-invalid")).toBe("true");
  await page.keyboard.type("4242424242424241");
  await page.getByText("Your card number is invalid.").waitFor();
});

it("card form: incomplete field → error on blur; year in the past → error immediately", async () => {
  const { page, expiry, cvc } = await openForm();
  await cvc.pressSequentially("12");
  const incomplete = page.getByText("Your card's security code is incomplete.");
  expect(await incomplete.count()).toBe(0);
  await expiry.focus();
  await incomplete.waitFor();
  await page.keyboard.type("1220");
  await page.getByText("Your card's expiration year is in the past.").waitFor();
});

it("card form: test card chosen → all fields filled", async () => {
  const { page, number, expiry, cvc } = await openForm();
  await page.getByText("Stripe sandbox: no real money is moved.").waitFor();
  const chip = page.getByRole("button", { name: "0002 Declined" });
  await chip.click();
  expect(await number.inputValue()).toBe("4000 0000 0000 0002");
  expect(await expiry.inputValue()).toMatch(/^12 \/ \d\d$/);
  expect(await cvc.inputValue()).toBe("123");
  expect(await chip.getAttribute("aria-current")).toBe("true");
});

it("card form: → events ready once, change when it is complete", async () => {
  const { page } = await openForm();
  await page.getByRole("button", { name: "4242 Succeeds" }).click();
  const value = '"value":{"type":"card"}';
  expect(await events(page)).toBe(`ready null
change {"complete":true,"empty":false,${value}}
`);
});

it("card form: unmounted and mounted again → works", async () => {
  const { page, number } = await openForm();
  await number.fill("4242");
  await page.getByRole("button", { name: "Toggle" }).click();
  expect(await number.count()).toBe(0);
  await page.getByRole("button", { name: "Toggle" }).click();
  await number.waitFor();
  expect(await number.inputValue()).toBe("");
});

it("card form: appearance changed → applied, input unchanged", async () => {
  const { page, number } = await openForm();
  const radius = () => number.evaluate((input) => getComputedStyle(input).borderRadius);
  await number.fill("4242");
  expect(await radius()).toBe("6px");
  await page.getByRole("button", { name: "Restyle" }).click();
  expect(await radius()).toBe("12px");
  expect(await number.inputValue()).toBe("4242");
});

it("card form: canceled PaymentIntent → loaderror, no form", async () => {
  const intent = await bench.newIntent();
  await bench.cancel(intent);
  const page = await bench.openCheckout(intent);
  await page.getByText('loaderror "payment_intent_unexpected_state"').waitFor();
});

it("card form: → one line between the fields; a message of a line → nothing moves; 320 pixels wide → fits", async () => {
  const { page, number, expiry } = await openForm();
  const [above, below] = [await number.boundingBox(), await expiry.boundingBox()];
  expect((below?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0)).toBeLessThanOrEqual(56);
  const host = page.locator(".StripeElement");
  const before = await host.boundingBox();
  await page.getByRole("button", { name: "Pay" }).click();
  await page.getByText("Your card number is incomplete.").first().waitFor();
  expect(await host.boundingBox()).toEqual(before);
  await page.setViewportSize({ width: 320 + 16, height: 700 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

it.each(["stripe", "night"])("card form: %s theme → no accessibility violation", async (look) => {
  const { page } = await openForm({ look });
  await page.getByRole("button", { name: "Pay" }).click();
  await page.getByText("Your card number is incomplete.").first().waitFor();
  const { violations } = await new AxeBuilder({ page }).include(".StripeElement").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
});
