import type { Page } from "@playwright/test";
import { firstWallet, programId, read, readChallenges, topUp } from "./api";
import { seriousFindings } from "./axe";
import { sql } from "./stack";
import { cards, expect, expectActiveAccount, fillCard, payButton, test } from "./trader";

const methods = (page: Page) => page.getByRole("navigation", { name: "Payment method" });
const method = (page: Page, name: "Card" | "Wallet balance") =>
  methods(page).getByRole("link", { name });
const order = (page: Page) => page.getByRole("region", { name: "Your order" });

/** Follows the store's link to the checkout of an offer that cards and wallets buy. */
async function openFromStore(page: Page) {
  await page.goto("/?market=forex");
  const row = page.getByRole("row").filter({ hasText: "One-step 50K" });
  const wallet = row.getByRole("link", { name: "wallet", exact: true });
  await expect(wallet).toHaveAttribute("href", "/checkout/tier_50k/wallet?market=forex");
  await row.getByRole("link", { name: "Buy for $349.00: One-step 50K" }).click();
  await page.waitForURL(/\/checkout\/tier_50k\?market=forex/);
}

test("checkout: from the store → both methods of the offer, and what differs", async ({
  page,
  trader: _,
}) => {
  await openFromStore(page);
  await expect(page.getByRole("heading", { name: "Checkout", level: 1 })).toBeVisible();
  await expect(method(page, "Card")).toHaveAttribute("aria-current", "true");
  await expect(order(page)).toContainText("One-step 50K, Forex$50,000 account");
  await expect(order(page)).toContainText("Total (one-time)$349.00");
  const difference = page.getByText(
    "By card you get a Forex account with an account key (hotkey); with wallet balance, an account with a login and a password.",
  );
  await expect(difference).toBeVisible();
  await method(page, "Wallet balance").click();
  await page.waitForURL(/\/checkout\/tier_50k\/wallet\?market=forex/);
  await expect(page.getByRole("heading", { name: "Checkout", level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/^Checkout · /);
  await expect(order(page)).toContainText("One-step 50K$50,000 account");
  await expect(order(page)).toContainText("Total (one-time)$349.00");
  await expect(difference).toBeVisible();
  await expect(page.getByText("You need $349.00 more.")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

test("checkout: an offer of cards and wallets by card → one name up to the receipt and the accounts", async ({
  page,
  trader: _,
}) => {
  const name = "One-step 50K, Forex";
  await openFromStore(page);
  await fillCard(page, cards.good);
  await payButton(page).click();
  await page.waitForURL(/checkout\/complete/);
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  await expectActiveAccount(page);
  const [payment] = await read(page, "payments");
  await page.goto(`/dashboard/payments/${payment.payment_id}/receipt`);
  await expect(page.getByRole("row", { name: `${name} Challenge with a $50,000` })).toBeVisible();
  await page.goto("/dashboard");
  await expect(page.getByRole("rowheader", { name })).toHaveCount(2);
  await page.goto("/dashboard/accounts");
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
});

test("checkout: the same offer from the wallet → bought, under the store's name; by card it says so first", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const login = await topUp(page, 40_000, baseURL ?? "");
  await openFromStore(page);
  await method(page, "Wallet balance").click();
  await page.getByRole("button", { name: `Buy for $349.00 from wallet ${login}` }).click();
  await expect(page.getByRole("heading", { name: "Your challenge is ready" })).toBeVisible();
  await expect(page.getByText("One-step 50K", { exact: true })).toBeVisible();
  const { challenges, purchases } = await readChallenges(page);
  expect(purchases).toMatchObject([{ program_name: "One-step 50K", payment_id: null }]);
  await page.goto(`/dashboard/challenges/${challenges[0].id}/receipt`);
  await expect(page.getByRole("row", { name: "One-step 50K Challenge with a" })).toBeVisible();
  await page.goto("/dashboard/accounts");
  await expect(page.getByRole("link", { name: "One-step 50K", exact: true })).toBeVisible();

  await page.goto("/checkout/tier_50k?market=crypto");
  await expect(page.getByText(/You already bought this challenge/)).toBeVisible();
  await expect(page.getByLabel("Card number")).toHaveCount(0);
  await page.getByRole("button", { name: "Buy another" }).click();
  await expect(page.getByLabel("Card number")).toBeVisible();
});

test("checkout: paid by card just before → the wallet's part says so first", async ({
  page,
  trader: _,
  baseURL,
}) => {
  await topUp(page, 40_000, baseURL ?? "");
  await page.goto("/checkout/tier_50k?market=crypto");
  await fillCard(page, cards.processing);
  await payButton(page).click();
  await page.waitForURL(/checkout\/complete/);
  await page.goto("/checkout/tier_50k/wallet?market=crypto");
  await expect(page.getByText("You already have a payment in progress")).toBeVisible();
});

test("checkout: wallet below the price → topped up, and back at the same checkout and market", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_25k/wallet?market=forex");
  await page.getByRole("link", { name: `Top up wallet ${await firstWallet(page)}` }).click();
  await page.getByRole("button", { name: /^Continue to pay/ }).click();
  await fillCard(page, cards.good);
  await payButton(page).click();
  await page.getByRole("link", { name: "Continue to your challenge" }).click();
  await page.waitForURL(/\/checkout\/tier_25k\/wallet\?market=forex/);
  await expect(page.getByRole("button", { name: /^Buy for \$199\.00/ })).toBeEnabled();
});

test("buy page of a program that is one offer with a tier → the tier's checkout, with the method of the link", async ({
  page,
  trader: _,
}) => {
  const path = `/challenges/${await programId(page.request, "one-phase-50k")}/buy`;
  await page.goto(`${path}?pay=wallet&market=forex`);
  await page.waitForURL(/\/checkout\/tier_50k\/wallet\?market=forex/);
  await page.goto(path);
  await page.waitForURL(/\/checkout\/tier_50k\?market=crypto/);
  await expect(page.getByLabel("Card number")).toBeVisible();
});

test("checkout: a tier that wallets can't buy → says so in a line, without a choice", async ({
  page,
  trader: _,
}) => {
  await sql(
    "insert into tiers (id, name, account_size, price_cents, sort_index) values ('tier_5k', '5K', 5000, 4900, 98)",
  );
  await sql(
    "insert into tier_markets (tier_id, market, asset_class) values ('tier_5k', 'crypto', 'crypto')",
  );
  await page.goto("/checkout/tier_5k/wallet?market=crypto");
  await expect(
    page.getByText("By card. Wallet balance can't pay for this challenge."),
  ).toBeVisible();
  await expect(methods(page)).toHaveCount(0);
  await expect(page.getByLabel("Card number")).toBeVisible();
  await sql("update tiers set archived_at = now() where id = 'tier_5k'");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  for (const path of [
    "/checkout/tier_50k?market=crypto",
    "/checkout/tier_50k/wallet?market=crypto",
    "/challenges/1/buy?pay=card",
    "/challenges/1/buy?pay=wallet",
  ]) {
    test(`${path}: on a phone → the payment is on the first screen, the rules are below it`, async ({
      page,
      trader: _,
    }) => {
      await page.goto(path);
      const top = async (name: string) =>
        (await page.getByRole("heading", { name, exact: true }).boundingBox())?.y ?? 0;
      await expect(methods(page)).toBeVisible();
      expect(await top("Payment")).toBeLessThan(600);
      expect(await top("Rules")).toBeGreaterThan(await top("Payment"));
      const heights = await methods(page)
        .getByRole("link")
        .evaluateAll((links) =>
          links.map(({ clientHeight, scrollWidth, clientWidth }) => ({
            clientHeight,
            isCut: scrollWidth > clientWidth,
          })),
        );
      for (const { clientHeight, isCut } of heights) {
        expect(clientHeight).toBeLessThan(50);
        expect(isCut).toBe(false);
      }
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(await overflow()).toBeLessThanOrEqual(0);
    });
  }
});
