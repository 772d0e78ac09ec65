import { programId, readChallenges } from "./api";
import { seriousFindings } from "./axe";
import { buyButton, openBuyPage, openHeading, test } from "./challenge-purchase";
import { signIn } from "./sign-in";
import { expect } from "./trader";

test("buy a challenge: from the storefront → open, and its password is shown once and stored nowhere", async ({
  page,
  wallet,
}) => {
  await page.goto("/?model=2");
  await page.getByRole("link", { name: "Buy for $499.00: Two-step 100K" }).click();
  await expect(page.getByText("$101.00 left after this purchase")).toBeVisible();
  await page.getByRole("button", { name: `Buy for $499.00 from wallet ${wallet}` }).click();
  await expect(openHeading(page)).toBeVisible();
  await expect(page).toHaveTitle(/^Your challenge is ready · /);
  await expect(page.getByText("New balance: $101.00.")).toBeVisible();
  const [login, password] = await page.getByRole("definition").locator("code").allInnerTexts();
  expect(password).toMatch(/^\S{12,}$/);
  const { challenges } = await readChallenges(page);
  expect(challenges).toHaveLength(1);
  expect(login).toBe(String(challenges[0].account_login));

  const stored = () => JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href;
  expect(await page.evaluate(stored)).not.toContain(password);
  await page.reload();
  await expect(page.getByText(/You already bought this challenge/)).toBeVisible();
  expect(await page.content()).not.toContain(password);
  const link = page.getByRole("link", { name: "View challenge" });
  await expect(link).toHaveAttribute("href", `/dashboard/challenges/${challenges[0].id}`);
});

test("buy page: wallets that can't pay → folded, with the reason", async ({ page }) => {
  await signIn(page.context(), "trader@propdesk.test", "demo-trader-2026");
  await openBuyPage(page);
  await expect(page.getByRole("radio")).toHaveCount(1);
  await expect(page.getByRole("radio", { name: /100001/ })).toBeChecked();
  await expect(page.getByText("$4,501.00 left after this purchase")).toBeVisible();
  const reasons = {
    100002: /in EUR; the fee is in USD/,
    100003: /Practice funds/,
    100004: /disabled/,
  };
  const walletOf = (login: string) => page.locator(`[data-login="${login}"]`);
  for (const login of Object.keys(reasons)) await expect(walletOf(login)).toBeHidden();
  await page.getByText("3 other wallets can't pay for this").click();
  for (const [login, reason] of Object.entries(reasons)) {
    await expect(walletOf(login)).toBeVisible();
    await expect(walletOf(login)).toContainText(reason);
  }
});

test("buy page: an empty wallet → the missing amount and a link to the top-up", async ({
  page,
  trader: _,
}) => {
  await openBuyPage(page);
  await expect(page.getByText("You need $499.00 more.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Buy for/ })).toHaveCount(0);
  const topUpLink = page.getByRole("link", { name: /^Top up wallet/ });
  await expect(topUpLink).toHaveAttribute("href", /\/dashboard\/wallet\?login=\d+&topup=1/);
});

test("buy a challenge: double click → one purchase", async ({ page, wallet: _ }) => {
  await openBuyPage(page);
  await buyButton(page).dblclick();
  await expect(openHeading(page)).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("storefront, buy page and challenge: what follows passing → the same text on each, and no profit split", async ({
  page,
  wallet,
}) => {
  await page.goto("/");
  const after =
    "Passing completes the challenge. Funded accounts and payouts aren't available yet.";
  await expect(page.getByRole("main").getByText(after)).toBeVisible();
  await openBuyPage(page, "one-phase-25k");
  await expect(page.getByText(after, { exact: false })).toBeVisible();
  await expect(page.getByText("Profit split")).toHaveCount(0);
  await page.getByRole("button", { name: `Buy for $199.00 from wallet ${wallet}` }).click();
  await page.getByRole("link", { name: "View challenge" }).click();
  await expect(page.getByRole("list", { name: "Phases" })).toBeVisible();
  await expect(page.getByText(after, { exact: false })).toBeVisible();
  await expect(page.getByText("Profit split")).toHaveCount(0);
});

test("buy a trial: empty wallet → open, and no money moves", async ({ page, trader: _ }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Start the free trial" }).click();
  await page.getByRole("button", { name: "Start the free trial" }).click();
  await expect(page.getByRole("heading", { name: "Your trial is ready" })).toBeVisible();
  await expect(page.getByText("You haven't been charged.")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  const { purchases } = await readChallenges(page);
  expect(purchases[0].payment_status).toBe("not_required");
});

test("buy page: signed out → sign-up names the program; returns to it after signing in", async ({
  page,
  trader,
}) => {
  const path = `/challenges/${await programId(page.request, "trial-10k")}/buy`;
  await page.context().clearCookies();
  await page.goto(path);
  await page.waitForURL(/sign-up/);
  await expect(page.getByText("You're starting: Trial 10K, free.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL(/sign-in/);
  await page.getByLabel("Email").fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill(trader.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === path);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("buy a challenge: on a phone → every page fits the screen", async ({ page, wallet: _ }) => {
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.goto("/?model=2");
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: "Buy for $499.00: Two-step 100K" }).click();
    await expect(buyButton(page)).toBeEnabled();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await buyButton(page).click();
    await expect(openHeading(page)).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
