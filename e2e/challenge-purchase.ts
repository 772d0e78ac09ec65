import type { Page } from "@playwright/test";
import { programId, topUp } from "./api";
import { test as base } from "./trader";

/** A new trader with 600 USD in a wallet, enough for one challenge at 499 USD. The value is the wallet's login. */
export const test = base.extend<{ wallet: number }>({
  wallet: async ({ page, trader: _, baseURL }, use) => {
    await use(await topUp(page, 60_000, baseURL ?? ""));
  },
});

export const buyButton = (page: Page) => page.getByRole("button", { name: /^Buy for \$499\.00/ });
export const openHeading = (page: Page) =>
  page.getByRole("heading", { name: "Your challenge is ready" });

/** Opens the page that buys a program, with the wallet as the means of payment. */
export async function openBuyPage(page: Page, program = "two-phase-100k") {
  await page.goto(`/challenges/${await programId(page.request, program)}/buy?pay=wallet`, {
    waitUntil: "networkidle",
  });
}
