import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { signInAsNewTrader } from "./sign-in";

export { expect };

/** A browser in which a new trader is signed in. */
export const test = base.extend<{ trader: { email: string; password: string } }>({
  trader: async ({ page, baseURL }, use) => {
    await use(await signInAsNewTrader(page.context(), baseURL ?? ""));
  },
});

export const cards = {
  good: "4242424242424242",
  declined: "4000000000000002",
  insufficientFunds: "4000000000009995",
  authentication: "4000002500003155",
  processing: "4000008260000000",
};

/** Fills in the card form of the checkout page. */
export async function fillCard(page: Page, number: string) {
  await page.getByLabel("Card number").fill(number);
  await page.getByLabel("Expiration date").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
}

export const payButton = (page: Page) => page.getByRole("button", { name: /^Pay \$/ });

/**
 * Clicks a button of the bank's page until its dialog closes: Chromium drops clicks into a frame of another origin
 * that has just appeared.
 */
export async function finishAuthentication(page: Page, name: "Complete" | "Fail") {
  const dialog = page.getByRole("dialog", { name: "Confirm it’s you" });
  const button = page.frameLocator("iframe").last().getByRole("button", { name });
  await button.waitFor();
  await expect(async () => {
    if (await dialog.isVisible()) await button.click({ timeout: 2_000 });
    await expect(dialog).toBeHidden({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
}

/**
 * Opens what a click or a key opens, again until it is there: before hydration nothing happens. An open dialog covers
 * what opened it, so `open` must not wait for it longer than `options` say.
 */
export async function openUntilShown(
  shown: Locator,
  open: (options: { timeout: number }) => Promise<void>,
) {
  await expect(async () => {
    if (!(await shown.isVisible())) await open({ timeout: 2_000 });
    await expect(shown).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

/** Waits until the completion page shows the account, and checks that it is active on the dashboard. */
export async function expectActiveAccount(page: Page) {
  const link = page.getByRole("link", { name: "Go to your account" });
  await link.click({ timeout: 30_000 });
  await expectOnDashboard(page);
}

/** Waits until the dashboard shows the new account as active. */
export async function expectOnDashboard(page: Page) {
  await page.waitForURL(/\/dashboard/, { timeout: 30_000 });
  await expect(page.getByText("Active", { exact: true }).first()).toBeVisible();
}
