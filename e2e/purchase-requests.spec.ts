import { expect, type Page } from "@playwright/test";
import { readChallenges } from "./api";
import { buyButton, openBuyPage, openHeading, test } from "./challenge-purchase";

// Longer than the page waits before it sends a purchase again.
const PAUSE_MS = 4_000;

/** Counts the purchases that the page sends. */
function countPurchases(page: Page) {
  let sent = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/prop/challenge/buy")) sent += 1;
  });
  return () => sent;
}

test("buy page: a double click → one request", async ({ page, wallet: _ }) => {
  const sent = countPurchases(page);
  await openBuyPage(page);
  await buyButton(page).dblclick();
  await expect(openHeading(page)).toBeVisible();
  expect(sent()).toBe(1);
});

test("buy page: left without a response → nothing more is sent, also not after the way back", async ({
  page,
  wallet: _,
}) => {
  const sent = countPurchases(page);
  await openBuyPage(page);
  await page.route("**/prop/challenge/buy", (route) => route.abort());
  await buyButton(page).click();
  await expect(page.getByText("You won't be charged twice.")).toBeVisible();
  await page.getByRole("link", { name: "All challenges" }).click();
  await expect(page.getByRole("heading", { name: "One-step challenges, Crypto" })).toBeVisible();
  const before = sent();
  await page.waitForTimeout(PAUSE_MS);
  expect(sent()).toBe(before);
  await page.unroute("**/prop/challenge/buy");
  await page.goBack();
  await expect(buyButton(page)).toBeVisible();
  await page.waitForTimeout(PAUSE_MS);
  expect(sent()).toBe(before);
  expect((await readChallenges(page)).purchases).toHaveLength(0);
});
