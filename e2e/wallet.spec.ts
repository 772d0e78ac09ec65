import type { Page } from "@playwright/test";
import { seriousFindings } from "./axe";
import { programId, readChallenges, topUp } from "./funds";
import { signIn } from "./sign-in";
import { answerBank, cards, expect, fillCard, payButton, read, test } from "./trader";

const balance = (page: Page) => page.locator("[data-balance]");
const statement = (page: Page) => page.getByRole("region", { name: "Statement" });

/** Opens the top-up form of the trader's wallet and goes on to the card with an amount. */
async function startTopUp(page: Page, amount: string) {
  await page.goto("/dashboard/wallet");
  await page.getByRole("link", { name: "Top up" }).click();
  await page.getByLabel("Amount in USD").fill(amount);
  await page.getByRole("button", { name: "Continue to the card" }).click();
}

/** Buys a program from the trader's wallet, without the page for it. Answers with its challenge. */
async function buy(page: Page, program: string, payer_login: number, origin: string) {
  const program_id = await programId(page.request, program);
  const answer = await page.request.post("/prop/challenge/buy", {
    data: { program_id, payer_login },
    headers: { origin },
  });
  expect(answer.status()).toBe(200);
  return answer.json();
}

const firstWallet = async (page: Page): Promise<number> =>
  (await (await page.request.get("/prop/accounts")).json()).rows[0].login;

test("a wallet is topped up by card, buys a challenge, and its statement says both", async ({
  page,
  trader: _,
}) => {
  await startTopUp(page, "500");
  await fillCard(page, cards.good);
  await payButton(page).click();
  await expect(page.getByRole("heading", { name: /^\$500\.00 is in wallet/ })).toBeVisible();
  await expect(balance(page)).toHaveText("$500.00");
  const deposit = statement(page).getByRole("row", { name: /Deposit by card/ });
  await expect(deposit).toContainText("+$500.00");
  await page.getByRole("link", { name: "Choose a challenge" }).click();
  await page.getByRole("link", { name: "Buy for $499.00: Two-phase 100K" }).click();
  await page.getByRole("button", { name: /^Buy for \$499\.00/ }).click();
  await expect(page.getByRole("heading", { name: "Your challenge is open" })).toBeVisible();
  await page.getByRole("link", { name: "Wallet", exact: true }).first().click();
  await expect(balance(page)).toHaveText("$1.00");
  const fee = statement(page).getByRole("row", { name: /Challenge fee/ });
  await expect(fee).toContainText("Two-phase 100K");
  await expect(fee).toContainText("−$499.00");
});

test("a top-up begun while buying leads back to the challenge, and nowhere else", async ({
  page,
  trader: _,
}) => {
  const path = `/challenges/${await programId(page.request, "one-phase-25k")}/buy`;
  await page.goto(path);
  await page.getByRole("link", { name: /^Top up wallet/ }).click();
  await expect(page.getByLabel("Amount in USD")).toHaveValue("199.00");
  await page.getByRole("button", { name: "Continue to the card" }).click();
  await fillCard(page, cards.good);
  await payButton(page).click();
  await page.getByRole("link", { name: "Go on with your challenge" }).click();
  await page.waitForURL(path);
  await expect(page.getByRole("button", { name: /^Buy for \$199\.00/ })).toBeEnabled();

  await page.goto("/dashboard/wallet?topup=1&back=https%3A%2F%2Fevil.example%2F");
  await expect(page.getByRole("link", { name: "Cancel" })).toHaveAttribute(
    "href",
    /^\/dashboard\/wallet\?login=\d+$/,
  );
});

test("an amount outside the limits is refused at its field", async ({ page, trader: _ }) => {
  await startTopUp(page, "9.99");
  await expect(page.getByText("Top up by at least $10.00")).toBeVisible();
  await page.getByLabel("Amount in USD").fill("10000.01");
  await page.getByRole("button", { name: "Continue to the card" }).click();
  await expect(page.getByText("Top up by at most $10,000.00 at a time")).toBeVisible();
  await page.getByRole("button", { name: "$250", exact: true }).click();
  await page.getByRole("button", { name: "Continue to the card" }).click();
  await expect(payButton(page)).toHaveText("Pay $250.00");
});

test("an amount is taken as it was written, or refused: none is guessed", async ({
  page,
  trader: _,
}) => {
  await startTopUp(page, "12.345");
  const field = page.getByLabel("Amount in USD");
  const guessed = page.getByText("Enter an amount like 250 or 1,000.50", { exact: false });
  await expect(guessed).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill("1e3");
  await expect(guessed).toHaveCount(0);
  await page.getByRole("button", { name: "Continue to the card" }).click();
  await expect(guessed).toBeVisible();
  await field.fill("");
  await field.pressSequentially("1,000.50");
  await page.getByRole("button", { name: "Continue to the card" }).click();
  await expect(payButton(page)).toHaveText("Pay $1,000.50");
  // The button can be pressed once the payment is made.
  await expect(payButton(page)).toBeEnabled();

  // Nobody has tried to pay it yet: it is no payment to go on with.
  expect(await read(page, "payments")).toHaveLength(1);
  await page.goto("/dashboard");
  await expect(page.getByText("What you pay is listed here.")).toBeVisible();
});

test("a declined card says so, takes nothing, and a good one follows", async ({
  page,
  trader: _,
}) => {
  await startTopUp(page, "100");
  await fillCard(page, cards.declined);
  await payButton(page).click();
  await expect(page.getByText("No money was taken.", { exact: false })).toBeVisible();
  await expect(balance(page)).toHaveText("$0.00");
  await fillCard(page, cards.good);
  await payButton(page).click();
  await expect(balance(page)).toHaveText("$100.00");
  expect(await read(page, "payments")).toHaveLength(1);
});

test("a card that asks for authentication is credited after it", async ({ page, trader: _ }) => {
  await startTopUp(page, "50");
  await fillCard(page, cards.authentication);
  await payButton(page).click();
  await answerBank(page, "Complete");
  await expect(balance(page)).toHaveText("$50.00");
});

test("back from the bank before our server knows, the page waits, and asks it to sync", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const made = await page.request.post("/v2/payments/deposits", {
    data: { login: await firstWallet(page), amount_cents: 6_000 },
    headers: { origin },
  });
  const { payment_id } = await made.json();
  const synced = page.waitForRequest((r) => r.url().endsWith(`${payment_id}/sync`));
  await page.goto(`/dashboard/wallet?deposit=${payment_id}&redirect_status=succeeded`);
  await expect(page.getByText("Your payment of $60.00 is on its way.")).toBeVisible();
  await synced;
  // The same deposit is found again, and paid now.
  await topUp(page, 6_000, origin);
  await expect(page.getByRole("heading", { name: /^\$60\.00 is in wallet/ })).toBeVisible();
  await expect(balance(page)).toHaveText("$60.00");
});

test("a deposit's own address, and the completion page's, show it again later", async ({
  page,
  trader: _,
  baseURL,
}) => {
  await topUp(page, 20_000, baseURL ?? "");
  const [{ payment_id }] = await read(page, "payments");
  await page.goto(`/checkout/complete?payment_id=${payment_id}`);
  await page.waitForURL(`/dashboard/wallet?deposit=${payment_id}`);
  await expect(page.getByRole("heading", { name: /^\$200\.00 is in wallet/ })).toBeVisible();
});

test("wallets that can't be topped up say why", async ({ page }) => {
  await signIn(page.context(), "trader@propdesk.test", "demo-trader-2026");
  await page.goto("/dashboard/wallet?login=100003&topup=1");
  await expect(page.getByText(/practice money/)).toBeVisible();
  await page.getByRole("link", { name: /100004/ }).click();
  await expect(page.getByText(/This wallet is disabled/)).toBeVisible();
  await expect(page.getByLabel(/^Amount in/)).toHaveCount(0);
});

test("a challenge's page shows its phases and their rules in numbers", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const login = await topUp(page, 60_000, origin);
  const { challenge, payment_order } = await buy(page, "two-phase-100k", login, origin);
  await page.goto("/dashboard/challenges");
  await page.getByRole("link", { name: /^Open the challenge: Two-phase 100K/ }).click();
  await page.waitForURL(`/dashboard/challenges/${challenge.id}`);
  const phases = page.getByRole("list", { name: "Phases" }).getByRole("listitem");
  await expect(phases).toHaveCount(3);
  await expect(phases.nth(0)).toHaveAttribute("aria-current", "step");
  for (const rule of ["$8,000", "$5,000", "$10,000", "30 days", "At least 5", "At most 20"]) {
    await expect(phases.nth(0)).toContainText(rule);
  }
  await expect(phases.nth(0)).toContainText(/until .* UTC \(29 days left\)/);
  await expect(phases.nth(1)).toContainText("Not started");
  await expect(phases.nth(2)).toContainText("Not started");
  // Nothing pays a share of the profits yet, so no page names one.
  await expect(phases.nth(2)).not.toContainText("85%");
  const purchase = page.getByRole("list", { name: "Purchase" });
  await expect(purchase).toContainText(`$499.00, order ${payment_order}, from wallet ${login}`);
  expect(await seriousFindings(page)).toEqual([]);
});

test("a lost trading password is replaced, and the new one changed", async ({
  page,
  trader,
  baseURL,
}) => {
  const login = await firstWallet(page);
  const { challenge } = await buy(page, "trial-10k", login, baseURL ?? "");
  await page.goto(`/dashboard/challenges/${challenge.id}`);
  await page.getByRole("button", { name: "I lost it" }).click();
  await page.getByLabel("Your sign-in password").fill("not the password");
  await page.getByRole("button", { name: "Get a new password" }).click();
  await expect(page.getByText("That is not the password you sign in with.")).toBeVisible();
  await page.getByLabel("Your sign-in password").fill(trader.password);
  await page.getByRole("button", { name: "Get a new password" }).click();
  await expect(page.getByText("Save this password now")).toBeVisible();
  const shown = await page.getByRole("status").locator("code").allInnerTexts();
  const temporary = shown.at(-1) ?? "";
  expect(temporary).toMatch(/^\S{12,}$/);

  const notice = page.getByText("The account still has its temporary password.");
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByLabel("Current trading password").fill("another password");
  await page.getByLabel("New trading password").fill("my own password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("That is not this account's current password.")).toBeVisible();
  await page.getByLabel("Current trading password").fill(temporary);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("The password is changed.", { exact: false })).toBeVisible();
  await expect(notice).toHaveCount(0);
  await page.reload();
  expect(await page.content()).not.toContain(temporary);
});

test("a failed purchase says where the money is, and a retry tells its password", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const login = await firstWallet(page);
  await buy(page, "trial-10k", login, baseURL ?? "");
  const bought = await readChallenges(page);
  const failed = {
    ...bought.purchases[0],
    status: 4,
    status_name: "failed",
    next_action: "RETRY",
    can_retry: true,
    payment_status: "failed",
    amount: 499,
    failure_reason: "PAYMENT_FAILED",
  };
  let answer: object = { ...bought, purchases: [failed], challenges: [] };
  await page.route(/\/prop\/challenges\?/, (route) => route.fulfill({ json: answer }));
  await page.route("**/prop/purchases/*/retry", (route) => {
    answer = bought;
    return route.fulfill({ json: { account: { login }, temporary_password: "k3ep-me-n0w" } });
  });
  await page.goto("/dashboard/challenges", { waitUntil: "networkidle" });
  // What the server rendered is fresh for two seconds; coming back to the tab asks again.
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText("The fee couldn't be taken. No money was taken.")).toBeVisible();
  await page.getByRole("button", { name: "Try again for $499.00" }).click();
  await expect(page.getByText("k3ep-me-n0w")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Open the challenge: Trial 10K/ })).toBeVisible();
  await expect(page.getByText("k3ep-me-n0w")).toBeVisible();
});

test("what isn't there, or is somebody else's, is not found in the house's words", async ({
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
    await expect(page.getByText("We can't find this wallet or deposit")).toBeVisible();
    await expect(page).toHaveTitle(/^Not found · /);
  }
});

test("signing in comes back to the page that was asked for", async ({ page, trader }) => {
  await page.context().clearCookies();
  await page.goto("/dashboard/wallet?topup=1");
  await page.waitForURL(/sign-in/);
  await page.getByLabel("E-mail").fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill(trader.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/dashboard\/wallet\?topup=1/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("wallet, top-up and challenge fit the screen, one tap from anywhere", async ({
    page,
    trader: _,
    baseURL,
  }) => {
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const go = async (place: string) => {
      await page.getByRole("button", { name: "Open menu" }).click();
      await page.getByRole("link", { name: place, exact: true }).click();
      await expect(page.getByRole("heading", { name: place, level: 1 })).toBeVisible();
      expect(await overflow()).toBeLessThanOrEqual(0);
    };
    const login = await firstWallet(page);
    const { challenge } = await buy(page, "trial-10k", login, baseURL ?? "");
    await page.goto("/dashboard");
    await go("Challenges");
    await go("Wallet");
    await startTopUp(page, "100");
    await fillCard(page, cards.good);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await payButton(page).click();
    await expect(balance(page)).toHaveText("$100.00");
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.goto(`/dashboard/challenges/${challenge.id}`);
    await page.getByRole("button", { name: "I lost it" }).click();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
