import type { Page } from "@playwright/test";
import { buyProgram, programId, read, readChallenges, topUp } from "./api";
import { seriousFindings } from "./axe";
import { control, payIntent, withoutEvents } from "./stripe-sandbox";
import { cards, expect, fillCard, finishAuthentication, test } from "./trader";

const payButton = (page: Page) => page.getByRole("button", { name: /^Pay (\$|€)/ });

async function openCheckout(page: Page, program = "two-phase-100k") {
  await page.goto(`/challenges/${await programId(page.request, program)}/buy?pay=card`);
}

/** Follows the completion page to the challenge, which is active, and among what the trader has. */
async function expectChallenge(page: Page) {
  await expect(page.getByRole("heading", { name: "Your challenge is ready" })).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole("link", { name: "Go to your challenge" }).click();
  await page.waitForURL(/\/dashboard\/challenges\/\d+/);
  await expect(page.getByText("Active", { exact: true }).first()).toBeVisible();
  const { challenges, purchases } = await readChallenges(page);
  expect(challenges).toHaveLength(1);
  expect(purchases[0].payment_id).toMatch(/^pay_/);
}

test("a two-step program: a stranger picks it, signs up, pays by card → an active challenge", async ({
  page,
}) => {
  await page.goto("/?model=2");
  await page.getByRole("link", { name: "Buy for $499.00: Two-step 100K" }).click();
  await page.waitForURL(/sign-up/);
  await page.getByLabel("Email").fill(`program-${Date.now()}@propdesk.test`);
  await page.getByLabel("Password", { exact: true }).fill("a long enough password");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(/challenges\/\d+\/buy/);
  const methods = page.getByRole("navigation", { name: "Payment method" });
  await expect(methods.getByRole("link", { name: "Card" })).toHaveAttribute("aria-current", "true");
  await fillCard(page, cards.good);
  expect(await seriousFindings(page)).toEqual([]);
  await payButton(page).click();
  await page.waitForURL(/checkout\/complete/);
  await expectChallenge(page);
});

test("a program by card: declined, then a good card → one payment, one challenge", async ({
  page,
  trader: _,
}) => {
  await openCheckout(page);
  await fillCard(page, cards.declined);
  await payButton(page).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/^You haven't been charged/);
  await fillCard(page, cards.good);
  await payButton(page).click();
  await expectChallenge(page);
  expect(await read(page, "payments")).toHaveLength(1);
});

test("a program by card: the bank asks for authentication → an active challenge", async ({
  page,
  trader: _,
}) => {
  await openCheckout(page);
  await fillCard(page, cards.authentication);
  await payButton(page).click();
  await finishAuthentication(page, "Complete");
  await expectChallenge(page);
});

test("a program by card: the bank processes the payment → says so, then an active challenge", async ({
  page,
  trader: _,
}) => {
  await openCheckout(page);
  await fillCard(page, cards.processing);
  await payButton(page).click();
  await expect(
    page.getByRole("heading", { name: "Your bank is processing the payment" }),
  ).toBeVisible();
  const [payment] = await read(page, "payments");
  await control(`payment_intents/${payment.stripe_payment_intent_id}/settle`);
  await expectChallenge(page);
});

test("a program by card: paid in another tab and the event is lost → the page finds out, and doesn't sell it twice", async ({
  page,
  trader: _,
}) => {
  await openCheckout(page);
  await expect(page.getByLabel("Card number")).toBeVisible();
  const [payment] = await read(page, "payments");
  const intent = payment.stripe_payment_intent_id;
  await withoutEvents(intent, () => payIntent(intent));
  await page.goto(`/checkout/complete?payment_id=${payment.payment_id}`);
  await expectChallenge(page);
  await openCheckout(page);
  await expect(page.getByText(/You already paid for this/)).toBeVisible();
  await expect(page.getByRole("link", { name: "View challenge" })).toBeVisible();
});

test("a program by card: bought from the wallet just before, and the reverse → each page says so first", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const login = await topUp(page, 60_000, baseURL ?? "");
  await buyProgram(page, "two-phase-100k", login, baseURL ?? "");
  await openCheckout(page);
  await expect(page.getByText(/You already bought this challenge/)).toBeVisible();
  await expect(page.getByLabel("Card number")).toHaveCount(0);
  await page.getByRole("button", { name: "Buy another" }).click();
  await fillCard(page, cards.processing);
  await payButton(page).click();
  await page.waitForURL(/checkout\/complete/);
  await page.goto(`/challenges/${await programId(page.request, "two-phase-100k")}/buy?pay=wallet`);
  await expect(page.getByText("You already have a payment in progress")).toBeVisible();
});

test("a program in euros by card: no wallet in euros → an active challenge, and the wallet page opens on euros", async ({
  page,
  trader: _,
}) => {
  await openCheckout(page, "one-phase-50k-eur");
  await fillCard(page, cards.good);
  await payButton(page).click();
  await expectChallenge(page);
  // The wallet that it went through was used last.
  await page.goto("/dashboard/wallet");
  await expect(page.locator("[data-balance]")).toHaveText("€0.00");
});

test("a program by card: the choice of the method → the address, and the wallet's form", async ({
  page,
  trader: _,
}) => {
  await openCheckout(page);
  await page.getByRole("link", { name: "Wallet balance" }).click();
  await page.waitForURL(/pay=wallet/);
  await expect(page.getByText("You need $499.00 more.")).toBeVisible();
  await page.getByRole("link", { name: "Card", exact: true }).click();
  await page.waitForURL(/pay=card/);
  await expect(page.getByLabel("Card number")).toBeVisible();
});
