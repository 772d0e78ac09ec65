import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { demoLogins } from "../db/demo";
import { signIn, signInAsNewTrader } from "../e2e/sign-in";
import { type ListName, listNames } from "../lib/console/schemas";
import { browserFlags, ensureBrowser } from "./browser";
import { e2eStack, startE2eStack } from "./e2e-stack";

// Takes a screenshot of each page, on a desktop and a phone, light and dark, into test-results/screenshots. It builds and
// runs a stack of its own, on the port of the browser specs; with DATA_DIR it uses the running stack of that folder.
// Names as arguments: only these pages. `--committed`: takes those of docs/screenshots again, and no others.
const args = process.argv.slice(2);
const isCommitted = args.includes("--committed");
const only = args.filter((arg) => !arg.startsWith("--"));
const folder = isCommitted ? "docs/screenshots" : "test-results/screenshots";
mkdirSync(folder, { recursive: true });
mkdirSync("test-results", { recursive: true });
const ownStack = process.env.DATA_DIR ? null : startE2eStack("test-results/screenshots.log");
await ownStack?.ready();
const dataDir = process.env.DATA_DIR ?? e2eStack.dataDir;
const { app_url: appUrl } = JSON.parse(readFileSync(`${dataDir}/stack.json`, "utf8"));
const devices = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true },
};

// The screenshots are committed: one larger than this is taken again without the phone's pixel density.
const MAX_BYTES = 400_000;

type Visits = Record<string, (page: Page) => Promise<void>>;

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

const visitor: Visits = {
  storefront: open("/"),
  program: open("/programs/two-phase-100k"),
  "sign-in": open("/sign-in"),
  "sign-up": open("/sign-up"),
  "forgot-password": open("/forgot-password"),
  "reset-password": open("/reset-password?token=unknown"),
  "verify-email": open("/verify-email?token=unknown"),
  "change-email": open("/change-email?token=unknown"),
  "account-deleted": open("/account-deleted"),
  terms: open("/terms"),
  help: open("/help"),
  docs: open("/docs"),
  "docs-webhooks": open("/docs/webhooks"),
  "docs-reference": open("/docs/reference"),
  "docs-operation": open("/docs/reference/createCheckout"),
  "not-found": open("/no-such-page"),
};
const trader: Visits = {
  checkout: open("/checkout/tier_50k?market=crypto"),
  "checkout-declined": payWith(
    "4000000000000002",
    "/checkout/tier_50k?market=crypto",
    /been charged/,
  ),
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
  receipt: async (page) => {
    await open("/dashboard")(page);
    await page
      .getByRole("link", { name: /^Receipt/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "Receipt" }).waitFor();
  },
  payment: async (page) => open(page.url().replace("/receipt", ""))(page),
  account: async (page) => {
    await open("/dashboard/accounts")(page);
    await page
      .getByRole("table")
      .getByRole("link", { name: /, Crypto$|, Forex$/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "Rules", exact: true }).waitFor();
  },
  profile: open("/dashboard/profile"),
  "wallet-empty": open("/dashboard/wallet"),
};
/** Pages of the demo trader, who has wallets. */
const demoTrader: Visits = {
  "checkout-wallet": open("/checkout/tier_50k/wallet?market=crypto"),
  "challenge-buy": open("/challenges/1/buy"),
  "challenge-trial": open("/challenges/4/buy"),
};
/** Pages after a challenge was bought. Taken last, because the buy page changes once it is bought. */
const buyer: Visits = {
  "challenge-bought": async (page) => {
    await open("/challenges/1/buy")(page);
    const another = page.getByRole("button", { name: "Buy another" });
    if ((await another.count()) > 0) await another.click();
    await page.getByRole("button", { name: /^Buy for/ }).click();
    await page.getByRole("heading", { name: "Your challenge is ready" }).waitFor();
    await page.getByText(/New balance:/).waitFor();
  },
  accounts: open("/dashboard/accounts"),
  challenge: async (page) => {
    await open("/dashboard/accounts")(page);
    await page.getByRole("table").getByRole("link", { name: "Two-step 100K" }).first().click();
    await page.getByRole("list", { name: "Phases" }).waitFor();
  },
  "challenge-receipt": async (page) => open(`${page.url()}/receipt`)(page),
  wallet: open("/dashboard/wallet"),
};

/** Opens the newest item of a list of the console. Of payments, the newest that was paid. */
const newest = (list: ListName) => async (page: Page) => {
  const filter = list === "payments" ? "?status=succeeded" : "";
  const { rows } = await (await page.request.get(`/api/admin/lists/${list}${filter}`)).json();
  await open(`/admin/${list}${rows[0] ? `/${rows[0].id}` : ""}`)(page);
};
/** Pages of the console. Taken after the others, so that its lists aren't empty. */
// The list of challenges leads to that of purchases.
const consoleLists = listNames.filter((list) => list !== "challenges");
const operator: Visits = {
  admin: open("/admin"),
  ...Object.fromEntries(consoleLists.map((list) => [`console-${list}`, open(`/admin/${list}`)])),
  ...Object.fromEntries(consoleLists.map((list) => [`console-${list}-one`, newest(list)])),
  "console-refund": async (page) => {
    await newest("payments")(page);
    const refund = page.getByRole("button", { name: "Refund" });
    if ((await refund.count()) > 0) await refund.click();
  },
  catalog: open("/admin/catalog"),
  "catalog-tier": open("/admin/catalog/tiers/tier_25k"),
  "catalog-program": open("/admin/catalog/programs/1"),
  "catalog-group": open("/admin/catalog/groups/PROP-DEMO-25K"),
};

/** Visits pages in their order. Of `independent` ones, which no later page relies on, only those to take. */
type Shoot = (visits: Visits, kind?: "independent") => Promise<void>;

/** Runs `visit` with each device and in each color scheme. */
async function withEachDevice(visit: (context: BrowserContext, shoot: Shoot) => Promise<void>) {
  for (const [device, settings] of Object.entries(devices)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ baseURL: appUrl, colorScheme, ...settings });
      const page = await context.newPage();
      await visit(context, async (visits, kind) => {
        for (const [name, go] of Object.entries(visits)) {
          const path = `${folder}/${name}-${device}-${colorScheme}.png`;
          const wanted = isWanted(name, path);
          if (wanted || kind !== "independent") await go(page);
          if (wanted) await take(page, path);
        }
      });
      await context.close();
    }
  }
}

const isWanted = (name: string, path: string) =>
  (only.length === 0 || only.includes(name)) && (!isCommitted || existsSync(path));

async function take(page: Page, path: string) {
  const options = { path, fullPage: true, animations: "disabled" } as const;
  const image = await page.screenshot(options);
  if (image.length > MAX_BYTES) await page.screenshot({ ...options, scale: "css" });
  console.log(path);
}

const browser = await chromium.launch({ ...ensureBrowser(), args: browserFlags });
const { trader: demo, admin } = demoLogins;
try {
  await withEachDevice(async (context, shoot) => {
    await shoot(visitor, "independent");
    await signInAsNewTrader(context, appUrl);
    await shoot(trader);
    await signIn(context, demo.email, demo.password);
    await shoot(demoTrader);
  });
  await withEachDevice(async (context, shoot) => {
    await signIn(context, demo.email, demo.password);
    await shoot(buyer);
    await signIn(context, admin.email, admin.password);
    await shoot(operator, "independent");
  });
} finally {
  await browser.close();
  await ownStack?.stop();
}
