import { mkdirSync, readFileSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { demoLogins } from "../db/demo";
import { signIn, signInAsNewTrader } from "../e2e/sign-in";
import { browserFlags, ensureBrowser } from "./browser";

// Takes a picture of each page of a running stack (`npm run preview` in another terminal), on a
// desktop and a phone, light and dark, into public/screenshots.
const folder = "public/screenshots";
const dataDir = process.env.DATA_DIR ?? ".data";
const { app_url: appUrl } = JSON.parse(readFileSync(`${dataDir}/stack.json`, "utf8"));
const devices = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true },
};

const open = (path: string) => async (page: Page) => {
  await page.goto(path, { waitUntil: "networkidle" });
};
const payWith = (card: string, path: string, arrived: RegExp) => async (page: Page) => {
  await open(path)(page);
  await page.getByLabel("Card number").fill(card);
  await page.getByLabel("Expiration date").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.getByText(arrived).first().waitFor();
};

const visitor: Record<string, (page: Page) => Promise<void>> = {
  storefront: open("/"),
  "sign-in": open("/sign-in"),
  "sign-up": open("/sign-up"),
  terms: open("/terms"),
  "not-found": open("/no-such-page"),
};
const trader: Record<string, (page: Page) => Promise<void>> = {
  checkout: open("/checkout/tier_50k?market=crypto"),
  "checkout-declined": payWith("4000000000000002", "/checkout/tier_50k?market=crypto", /declined/i),
  "checkout-complete": payWith(
    "4242424242424242",
    "/checkout/tier_25k?market=forex",
    /your account is ready/i,
  ),
  "checkout-processing": payWith(
    "4000008260000000",
    "/checkout/tier_10k?market=crypto",
    /your bank is/i,
  ),
  dashboard: open("/dashboard"),
  "wallet-empty": open("/dashboard/wallet"),
};
/** Pages of the demo trader, who has wallets to buy from. */
const demoTrader: Record<string, (page: Page) => Promise<void>> = {
  "challenge-buy": open("/challenges/1/buy"),
  "challenge-bought": async (page) => {
    await open("/challenges/2/buy")(page);
    await page.getByRole("button", { name: /^Buy for/ }).click();
    await page
      .getByText(/temporary password/i)
      .first()
      .waitFor();
  },
  "challenge-trial": open("/challenges/4/buy"),
  challenges: open("/dashboard/challenges"),
  challenge: async (page) => {
    await open("/dashboard/challenges")(page);
    await page.getByRole("link", { name: /open/i }).first().click();
    await page.waitForURL(/challenges\/\d+/);
    await page.waitForLoadState("networkidle");
  },
  wallet: open("/dashboard/wallet"),
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });
for (const [device, settings] of Object.entries(devices)) {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ baseURL: appUrl, colorScheme, ...settings });
    const page = await context.newPage();
    const shoot = async (name: string, visit: (page: Page) => Promise<void>) => {
      await visit(page);
      const path = `${folder}/${name}-${device}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: true, animations: "disabled" });
      console.log(path);
    };
    for (const [name, visit] of Object.entries(visitor)) await shoot(name, visit);
    await signInAsNewTrader(context, appUrl);
    for (const [name, visit] of Object.entries(trader)) await shoot(name, visit);
    await signIn(context, demoLogins.trader.email, demoLogins.trader.password);
    for (const [name, visit] of Object.entries(demoTrader)) await shoot(name, visit);
    await signIn(context, demoLogins.admin.email, demoLogins.admin.password);
    await shoot("admin", open("/admin"));
    await context.close();
  }
}
await browser.close();
