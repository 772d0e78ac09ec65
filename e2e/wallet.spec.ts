import type { Page } from "@playwright/test";
import { buyProgram, firstWallet, programId, read, topUp } from "./api";
import { signIn } from "./sign-in";
import { withoutEvents } from "./stripe-sandbox";
import { cards, expect, fillCard, finishAuthentication, payButton, test } from "./trader";

const balance = (page: Page) => page.locator("[data-balance]");
const statement = (page: Page) => page.getByRole("region", { name: "Transactions" });

/** Opens the top-up form of the trader's wallet and goes on to the card with an amount. */
async function startTopUp(page: Page, amount: string) {
  await page.goto("/dashboard/wallet");
  await page.getByRole("link", { name: "Top up" }).click();
  await page.getByLabel("Amount in USD").fill(amount);
  await page.getByRole("button", { name: /^Continue to pay/ }).click();
}

test("wallet: topped up by card and used for a challenge → both in the statement", async ({
  page,
  trader: _,
}) => {
  await startTopUp(page, "500");
  await fillCard(page, cards.good);
  await payButton(page).click();
  await expect(
    page.getByRole("heading", { name: /^\$500\.00 has been added to wallet/ }),
  ).toBeVisible();
  await expect(balance(page)).toHaveText("$500.00");
  const deposit = statement(page).getByRole("row", { name: /Top-up by card/ });
  await expect(deposit).toContainText("+$500.00");
  await page.getByRole("link", { name: "Choose a challenge" }).click();
  await page.getByRole("link", { name: "Two-step", exact: true }).click();
  await page.getByRole("link", { name: "Buy for $499.00: Two-step 100K" }).click();
  await page.getByRole("button", { name: /^Buy for \$499\.00/ }).click();
  await expect(page.getByRole("heading", { name: "Your challenge is ready" })).toBeVisible();
  await page.getByRole("link", { name: "Wallet", exact: true }).first().click();
  await expect(balance(page)).toHaveText("$1.00");
  const fee = statement(page).getByRole("row", { name: /Challenge fee/ });
  await expect(fee).toContainText("Two-step 100K");
  await expect(fee).toContainText("−$499.00");
});

test("top-up: started at a checkout → returns to it; a `back` of another site → ignored", async ({
  page,
  trader: _,
}) => {
  const path = `/challenges/${await programId(page.request, "one-phase-25k")}/buy`;
  await page.goto(`${path}?pay=wallet`);
  await page.getByRole("link", { name: /^Top up wallet/ }).click();
  await expect(page.getByLabel("Amount in USD")).toHaveValue("199.00");
  await page.getByRole("button", { name: /^Continue to pay/ }).click();
  await fillCard(page, cards.good);
  await payButton(page).click();
  await page.getByRole("link", { name: "Continue to your challenge" }).click();
  await page.waitForURL(/\/checkout\/tier_25k\/wallet\?market=crypto/);
  await expect(page.getByRole("button", { name: /^Buy for \$199\.00/ })).toBeEnabled();

  await page.goto("/dashboard/wallet?topup=1&back=https%3A%2F%2Fevil.example%2F");
  await expect(page.getByRole("link", { name: "Cancel" })).toHaveAttribute(
    "href",
    /^\/dashboard\/wallet\?login=\d+$/,
  );
});

test("top-up: amount outside the limits → rejected at its field", async ({ page, trader: _ }) => {
  await startTopUp(page, "9.99");
  await expect(page.getByText("Minimum top-up is $10.00")).toBeVisible();
  await page.getByLabel("Amount in USD").fill("10000.01");
  await page.getByRole("button", { name: /^Continue to pay/ }).click();
  await expect(page.getByText("Maximum top-up is $10,000.00")).toBeVisible();
  await page.getByRole("button", { name: "$250", exact: true }).click();
  await page.getByRole("button", { name: /^Continue to pay/ }).click();
  await expect(payButton(page)).toHaveText("Pay $250.00");
});

test("top-up: amounts in unclear formats → rejected, none is guessed", async ({
  page,
  trader: _,
}) => {
  await startTopUp(page, "12.345");
  const field = page.getByLabel("Amount in USD");
  const formatError = page.getByText("Enter an amount such as 250 or 1,000.50");
  await expect(formatError).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill("1e3");
  await expect(formatError).toHaveCount(0);
  await page.getByRole("button", { name: /^Continue to pay/ }).click();
  await expect(formatError).toBeVisible();
  await field.fill("");
  await field.pressSequentially("1,000.50");
  await page.getByRole("button", { name: /^Continue to pay/ }).click();
  await expect(payButton(page)).toHaveText("Pay $1,000.50");
  // The button is enabled once the payment is created.
  await expect(payButton(page)).toBeEnabled();

  expect(await read(page, "payments")).toHaveLength(1);
});

test("deposit: paid, event lost and tab closed → listed on dashboard and wallet, and Continue credits it", async ({
  page: first,
  trader: _,
}) => {
  const context = first.context();
  await startTopUp(first, "150");
  await fillCard(first, cards.good);
  const [{ stripe_payment_intent_id }] = await read(first, "payments");
  await withoutEvents(stripe_payment_intent_id, async () => {
    const confirmed = first.waitForResponse((r) => r.url().includes("/confirm") && r.ok());
    await payButton(first).click();
    await confirmed;
    await first.close();
  });
  const page = await context.newPage();
  await page.goto("/dashboard/wallet");
  await expect(statement(page).getByRole("link", { name: "Top-up by card" })).toBeVisible();
  await page.goto("/dashboard");
  await page.getByRole("link", { name: /^Continue: / }).click();
  await expect(
    page.getByRole("heading", { name: /^\$150\.00 has been added to wallet/ }),
  ).toBeVisible();
  await expect(balance(page)).toHaveText("$150.00");
  expect(await read(page, "payments")).toMatchObject([{ status: "succeeded" }]);
});

test("top-up: declined card → not charged; a good one → credited", async ({ page, trader: _ }) => {
  await startTopUp(page, "100");
  await fillCard(page, cards.declined);
  await payButton(page).click();
  await expect(page.getByText("You haven't been charged.", { exact: false })).toBeVisible();
  await expect(balance(page)).toHaveText("$0.00");
  await fillCard(page, cards.good);
  await payButton(page).click();
  await expect(balance(page)).toHaveText("$100.00");
  expect(await read(page, "payments")).toHaveLength(1);
});

test("top-up: card with authentication → credited", async ({ page, trader: _ }) => {
  await startTopUp(page, "50");
  await fillCard(page, cards.authentication);
  await payButton(page).click();
  await finishAuthentication(page, "Complete");
  await expect(balance(page)).toHaveText("$50.00");
});

test("deposit: redirected from the bank before the event arrives → waits, syncs, and shows the credit", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const created = await page.request.post("/v2/payments/deposits", {
    data: { login: await firstWallet(page), amount_cents: 6_000 },
    headers: { origin },
  });
  const { payment_id } = await created.json();
  const synced = page.waitForRequest((r) => r.url().endsWith(`${payment_id}/sync`));
  await page.goto(`/dashboard/wallet?deposit=${payment_id}&redirect_status=succeeded`);
  await expect(page.getByText("Your payment of $60.00 has been submitted.")).toBeVisible();
  await synced;
  // The same deposit is returned again, and paid now.
  await topUp(page, 6_000, origin);
  await expect(
    page.getByRole("heading", { name: /^\$60\.00 has been added to wallet/ }),
  ).toBeVisible();
  await expect(balance(page)).toHaveText("$60.00");
});

test("deposit: its completion page opened later → redirects to the wallet, which shows it", async ({
  page,
  trader: _,
  baseURL,
}) => {
  await topUp(page, 20_000, baseURL ?? "");
  const [{ payment_id }] = await read(page, "payments");
  await page.goto(`/checkout/complete?payment_id=${payment_id}`);
  await page.waitForURL(`/dashboard/wallet?deposit=${payment_id}`);
  await expect(
    page.getByRole("heading", { name: /^\$200\.00 has been added to wallet/ }),
  ).toBeVisible();
});

test("top-up: a demo or disabled wallet → says why not", async ({ page }) => {
  await signIn(page.context(), "trader@propdesk.test", "demo-trader-2026");
  await page.goto("/dashboard/wallet?login=100003&topup=1");
  await expect(page.getByText(/practice account/)).toBeVisible();
  await page.getByRole("link", { name: /100004/ }).click();
  await expect(page.getByText(/This wallet is disabled/)).toBeVisible();
  await expect(page.getByLabel(/^Amount in/)).toHaveCount(0);
});

test("challenge and wallet pages: unknown or another customer's → our own not-found page", async ({
  page,
  trader: _,
}) => {
  for (const path of ["challenges/999999", "challenges/nonsense"]) {
    await page.goto(`/dashboard/${path}`);
    await expect(page.getByText("We can't find this challenge")).toBeVisible();
    await expect(page).toHaveTitle(/^Not found · /);
  }
  for (const search of ["login=100001", "deposit=pay_unknown", "login=nonsense"]) {
    await page.goto(`/dashboard/wallet?${search}`);
    await expect(page.getByText("We can't find this wallet or top-up")).toBeVisible();
    await expect(page).toHaveTitle(/^Not found · /);
  }
});

test("wallet: signed out → returns to it after signing in", async ({ page, trader }) => {
  await page.context().clearCookies();
  await page.goto("/dashboard/wallet?topup=1");
  await page.waitForURL(/sign-in/);
  await page.getByLabel("Email").fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill(trader.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/dashboard\/wallet\?topup=1/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("wallet, top-up and challenge: on a phone → fit the screen, and reachable from the menu", async ({
    page,
    trader: _,
    baseURL,
  }) => {
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const open = async (name: string) => {
      await page.getByRole("button", { name: "Open menu" }).click();
      // The pages have links of the same names.
      await page.getByRole("dialog").getByRole("link", { name, exact: true }).click();
      await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
      expect(await overflow()).toBeLessThanOrEqual(0);
    };
    const login = await firstWallet(page);
    const { challenge } = await buyProgram(page, "trial-10k", login, baseURL ?? "");
    await page.goto("/dashboard");
    await open("Accounts");
    await open("Wallet");
    await startTopUp(page, "100");
    await fillCard(page, cards.good);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await payButton(page).click();
    await expect(balance(page)).toHaveText("$100.00");
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.goto(`/dashboard/challenges/${challenge.id}`);
    await page.getByRole("button", { name: "Forgot password?" }).click();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
