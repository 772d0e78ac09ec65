import type { Page } from "@playwright/test";
import { seriousFindings } from "./axe";
import { programId, readChallenges, topUp } from "./funds";
import { signIn } from "./sign-in";
import { test as base, expect } from "./trader";

/** A trader with 600 USD in a wallet, which is enough for one challenge at 499 USD. */
const test = base.extend<{ wallet: number }>({
  wallet: async ({ page, trader: _, baseURL }, use) => {
    await use(await topUp(page, 60_000, baseURL ?? ""));
  },
});

const confirmButton = (page: Page) => page.getByRole("button", { name: /^Buy for \$499\.00/ });
const opened = (page: Page) => page.getByRole("heading", { name: "Your challenge is open" });

async function openBuyPage(page: Page, program = "two-phase-100k") {
  await page.goto(`/challenges/${await programId(page.request, program)}/buy`, {
    waitUntil: "networkidle",
  });
}

test("from the storefront to a challenge: its password is shown once and kept nowhere", async ({
  page,
  wallet,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Buy for $499.00: Two-phase 100K" }).click();
  await expect(page.getByText("$101.00 left after this purchase")).toBeVisible();
  await page.getByRole("button", { name: `Buy for $499.00 from wallet ${wallet}` }).click();
  await expect(opened(page)).toBeVisible();
  await expect(page).toHaveTitle(/^Your challenge is open · /);
  await expect(page.getByText("It holds $101.00 now.")).toBeVisible();
  const [login, password] = await page.getByRole("definition").locator("code").allInnerTexts();
  expect(password).toMatch(/^\S{12,}$/);
  const { challenges } = await readChallenges(page);
  expect(challenges).toHaveLength(1);
  expect(login).toBe(String(challenges[0].account_login));

  const kept = () => JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href;
  expect(await page.evaluate(kept)).not.toContain(password);
  await page.reload();
  await expect(page.getByText(/You already bought this challenge/)).toBeVisible();
  expect(await page.content()).not.toContain(password);
  const link = page.getByRole("link", { name: "View challenge" });
  await expect(link).toHaveAttribute("href", `/dashboard/challenges/${challenges[0].id}`);
});

test("wallets that can't pay say why", async ({ page }) => {
  await signIn(page.context(), "trader@propdesk.test", "demo-trader-2026");
  await openBuyPage(page);
  const reasons = {
    100001: /left after this purchase/,
    100002: /holds EUR, and the fee is in USD/,
    100003: /practice account/,
    100004: /disabled/,
  };
  for (const [login, reason] of Object.entries(reasons)) {
    await expect(page.locator(`[data-login="${login}"]`)).toContainText(reason);
    const radio = page.getByRole("radio", { name: new RegExp(login) });
    await expect(radio).toBeEnabled({ enabled: login === "100001" });
  }
  await expect(page.getByRole("radio", { name: /100001/ })).toBeChecked();
});

test("an empty wallet says what is missing and leads to the top-up", async ({
  page,
  trader: _,
}) => {
  await openBuyPage(page);
  await expect(page.getByText("$499.00 short of the fee.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Buy for/ })).toHaveCount(0);
  const topUpLink = page.getByRole("link", { name: /^Top up wallet/ });
  await expect(topUpLink).toHaveAttribute("href", /\/dashboard\/wallet\?login=\d+&topup=1/);
});

test("a double click buys once", async ({ page, wallet: _ }) => {
  await openBuyPage(page);
  await confirmButton(page).dblclick();
  await expect(opened(page)).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("an answer that got lost is asked for again, and nothing is bought twice", async ({
  page,
  wallet: _,
}) => {
  await openBuyPage(page);
  let calls = 0;
  await page.route("**/prop/challenge/buy", async (route) => {
    calls += 1;
    if (calls > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await confirmButton(page).click();
  await expect(page.getByText("Nothing is charged twice.")).toBeVisible();
  await expect(opened(page)).toBeVisible();
  await expect(page.getByText("Set a password first.")).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("offline, it stops asking when told to, and looks before it sends the same purchase again", async ({
  page,
  context,
  wallet: _,
}) => {
  await openBuyPage(page);
  await context.setOffline(true);
  await confirmButton(page).click();
  await expect(page.getByText(/we don't know whether your purchase/)).toBeVisible();
  await page.getByRole("button", { name: "Stop asking" }).click();
  const again = page.getByRole("button", { name: "Check and try again" });
  await expect(again).toBeVisible();
  await context.setOffline(false);
  expect((await readChallenges(page)).purchases).toHaveLength(0);
  const looked = page.waitForRequest((request) => request.url().endsWith("/prop/challenges"));
  await again.click();
  await looked;
  await expect(opened(page)).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("a price that has changed since it was shown buys nothing until it is pressed again", async ({
  page,
  wallet: _,
}) => {
  await page.route("**/prop/challenge/preview", async (route) => {
    const answer = await route.fetch();
    const before = { price: 449, amount_account_currency: 449 };
    await route.fulfill({ response: answer, json: { ...(await answer.json()), ...before } });
  });
  await openBuyPage(page);
  const atOldPrice = page.getByRole("button", { name: /^Buy for \$449\.00/ });
  await expect(atOldPrice).toBeEnabled();
  await page.unroute("**/prop/challenge/preview");
  await atOldPrice.click();
  await expect(page.getByText("The price has changed.", { exact: false })).toBeVisible();
  await expect(confirmButton(page)).toBeEnabled();
  expect((await readChallenges(page)).purchases).toHaveLength(0);
  await confirmButton(page).click();
  await expect(opened(page)).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("a challenge: what passing leads to → said the same on every page, and no profit split", async ({
  page,
  wallet,
}) => {
  await page.goto("/");
  const card = page.getByRole("article", { name: /^One-phase 25K/ });
  const after = "Passing completes the challenge. No funded account or payout follows yet.";
  await expect(card).toContainText(after);
  await openBuyPage(page, "one-phase-25k");
  await expect(page.getByText(after, { exact: false })).toBeVisible();
  await expect(page.getByText("Profit split")).toHaveCount(0);
  await page.getByRole("button", { name: `Buy for $199.00 from wallet ${wallet}` }).click();
  await page.getByRole("link", { name: "Open the challenge" }).click();
  await expect(page.getByRole("list", { name: "Phases" })).toBeVisible();
  await expect(page.getByText(after, { exact: false })).toBeVisible();
  await expect(page.getByText("Profit split")).toHaveCount(0);
});

test("a reload before the answer finds the purchase instead of making another", async ({
  page,
  wallet: _,
}) => {
  await openBuyPage(page);
  const bought = new Promise<void>((resolve) => {
    let calls = 0;
    void page.route("**/prop/challenge/buy", async (route) => {
      calls += 1;
      if (calls > 1) return route.continue();
      // The server buys; its answer never arrives.
      await route.fetch();
      resolve();
    });
  });
  await confirmButton(page).click();
  await bought;
  await page.reload();
  await expect(opened(page)).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("a purchase that failed says where the money is", async ({ page, wallet }) => {
  await openBuyPage(page);
  const purchase = {
    id: 1,
    amount: 499,
    currency: "USD",
    payer_login: wallet,
    payment_status: "refunded",
    next_action: "BUY_AGAIN",
    failure_reason: "ACCOUNT_CREATION_FAILED",
  };
  const error = { code: "ACCOUNT_CREATION_FAILED", message: "It failed." };
  await page.route("**/prop/challenge/buy", (route) =>
    route.fulfill({ status: 502, json: { error, purchase } }),
  );
  await confirmButton(page).click();
  await expect(page.getByText(`The fee of $499.00 is back in wallet ${wallet}.`)).toBeVisible();
  await page.getByRole("button", { name: "Back to the wallets" }).click();
  await expect(confirmButton(page)).toBeEnabled();
});

test("a wallet that was emptied meanwhile is refused, and nothing is bought", async ({
  page,
  wallet,
}) => {
  await openBuyPage(page);
  const elsewhere = await page.request.post("/prop/challenge/buy", {
    data: { program_id: await programId(page.request, "one-phase-25k"), payer_login: wallet },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(elsewhere.status()).toBe(200);
  await confirmButton(page).click();
  await expect(page.getByText("Nothing was bought and nothing was charged.")).toBeVisible();
  await expect(page.getByText("$98.00 short of the fee.")).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("a trial is free and starts from an empty wallet", async ({ page, trader: _ }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Start the free trial" }).click();
  await page.getByRole("button", { name: "Start the free trial" }).click();
  await expect(page.getByRole("heading", { name: "Your trial is open" })).toBeVisible();
  await expect(page.getByText("No money has moved.")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  const { purchases } = await readChallenges(page);
  expect(purchases[0].payment_status).toBe("not_required");
});

test("signing in comes back to the challenge that was picked", async ({ page, trader }) => {
  const path = `/challenges/${await programId(page.request, "trial-10k")}/buy`;
  await page.context().clearCookies();
  await page.goto(path);
  await page.waitForURL(/sign-in/);
  await page.getByLabel("E-mail").fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill(trader.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === path);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the whole purchase fits the screen", async ({ page, wallet: _ }) => {
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.goto("/");
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: "Buy for $499.00: Two-phase 100K" }).click();
    await expect(confirmButton(page)).toBeEnabled();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await confirmButton(page).click();
    await expect(opened(page)).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
