import type { Page } from "@playwright/test";
import { read } from "./api";
import { signInAsNewTrader } from "./sign-in";
import { sql } from "./stack";
import { cancelIntent, payIntent, withoutEvents } from "./stripe-sandbox";
import { cards, expect, expectActiveAccount, fillCard, payButton, test } from "./trader";

/** Pays in a page that is closed before the result arrives. Stripe's events are lost. */
async function payAndLeave(page: Page) {
  await fillCard(page, cards.good);
  const [payment] = await read(page, "payments");
  await withoutEvents(payment.stripe_payment_intent_id, async () => {
    const confirmed = page.waitForResponse((r) => r.url().includes("/confirm") && r.ok());
    await payButton(page).click();
    await confirmed;
    await page.close();
  });
}

test("completion page: paid, event lost and tab closed → Continue shows it as paid, checkout warns before a second payment", async ({
  page: first,
  trader: _,
}) => {
  const context = first.context();
  await first.goto("/checkout/tier_25k?market=crypto");
  await payAndLeave(first);
  const page = await context.newPage();
  await page.goto("/dashboard");
  await page.getByRole("link", { name: /^Continue/ }).click();
  await expect(page.getByRole("heading", { name: "Your account is ready" })).toBeVisible();
  const url = page.url();
  expect(await read(page, "payments")).toMatchObject([{ status: "succeeded" }]);

  let started = 0;
  page.on("request", (r) => {
    if (r.method() === "POST" && r.url().endsWith("/v2/payments/checkout")) started += 1;
  });
  const other = await context.newPage();
  await other.goto("/checkout/tier_25k?market=crypto");
  await expect(other.getByText(/^You already paid for this/)).toBeVisible();
  await expect(other.getByRole("link", { name: "View account" })).toBeVisible();
  expect(started).toBe(0);
  expect(await read(other, "payments")).toHaveLength(1);
  // The page doesn't navigate by itself.
  expect(page.url()).toBe(url);
  await expectActiveAccount(page);
  await other.getByRole("button", { name: "Buy another" }).click();
  await fillCard(other, cards.good);
  await payButton(other).click();
  await expectActiveAccount(other);
  expect(await read(other, "payments")).toHaveLength(2);
});

test("checkout: paid elsewhere while the form is open → Pay says so and charges nothing", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_25k?market=crypto");
  await fillCard(page, cards.good);
  const [payment] = await read(page, "payments");
  await payIntent(payment.stripe_payment_intent_id);
  await payButton(page).click();
  await expect(page.getByText(/^You already paid for this/)).toBeVisible();
  expect(await read(page, "payments")).toHaveLength(1);
});

test("checkout: payment canceled, price changed or tier archived while the form is open → Pay says so and charges nothing", async ({
  page,
  trader: _,
}) => {
  // A tier of its own, because its price changes.
  await sql(
    "insert into tiers (id, name, account_size, price_cents, sort_index) values ('tier_15k', '15K', 15000, 14900, 99)",
  );
  await sql(
    "insert into tier_markets (tier_id, market, asset_class) values ('tier_15k', 'crypto', 'crypto')",
  );
  await page.goto("/checkout/tier_15k?market=crypto");
  await fillCard(page, cards.good);
  const [payment] = await read(page, "payments");
  await cancelIntent(payment.stripe_payment_intent_id);
  await payButton(page).click();
  await expect(page.getByText("This payment has expired.")).toBeVisible();
  await fillCard(page, cards.good);
  await sql("update tiers set price_cents = 15900 where id = 'tier_15k'");
  await payButton(page).click();
  await expect(page.getByText("The price has changed to $159.00")).toBeVisible();
  expect(await read(page, "payments")).toHaveLength(2);
  await page.getByRole("button", { name: "Continue at $159.00" }).click();
  await fillCard(page, cards.good);
  await sql("update tiers set archived_at = now() where id = 'tier_15k'");
  await page.getByRole("button", { name: "Pay $159.00" }).click();
  await expect(page.getByText("This challenge is no longer available")).toBeVisible();
  const payments: { status: string }[] = await read(page, "payments");
  expect(payments.map(({ status }) => status)).not.toContain("succeeded");
});

test("checkout: another customer signs in while the form is open → nothing charged, and the page shows who is signed in", async ({
  page,
  trader: first,
  baseURL,
}) => {
  await page.goto("/checkout/tier_10k?market=crypto");
  await fillCard(page, cards.good);
  await expect(page.getByRole("button", { name: first.email })).toBeVisible();
  const second = await signInAsNewTrader(page.context(), baseURL ?? "");
  await payButton(page).click();
  await expect(page.getByText("This payment has expired.")).toBeVisible();
  await expect(page.getByRole("button", { name: second.email })).toBeVisible();
  const payments: { status: string }[] = await read(page, "payments");
  expect(payments.map(({ status }) => status)).toEqual(["requires_payment_method"]);
});
