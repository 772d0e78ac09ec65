import type { Page } from "@playwright/test";
import { buyProgram, programId, read, readChallenges, topUp } from "./api";
import { seriousFindings } from "./axe";
import { sql } from "./stack";
import { payIntent } from "./stripe-sandbox";
import { expect, test } from "./trader";

const tier = {
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  amount_cents: 19_900,
};

/** Starts a card payment. Returns its id and a function that pays it. */
async function startPayment({ request }: Page, path: string, data: object, origin: string) {
  const response = await request.post(path, { data, headers: { origin } });
  expect(response.status()).toBe(200);
  const { payment_id, stripe_payment_intent_id } = await response.json();
  return { id: payment_id as string, pay: () => payIntent(stripe_payment_intent_id) };
}
const startTier = (page: Page, origin: string) =>
  startPayment(page, "/v2/payments/checkout", tier, origin);
const startProgram = async (page: Page, origin: string) => {
  const program_id = await programId(page.request, "two-phase-100k");
  return startPayment(
    page,
    "/v2/payments/program-checkout",
    { program_id, amount_cents: 49_900, currency: "usd" },
    origin,
  );
};

const rows = (page: Page) => page.locator("[data-account]");
const filters = (page: Page) => page.getByRole("navigation", { name: "Filter accounts" });
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Buys a challenge from the wallet, an account by card and a challenge by card, and waits until all are active. */
async function buyThree(page: Page, origin: string) {
  const login = await topUp(page, 60_000, origin);
  const { challenge } = await buyProgram(page, "two-phase-100k", login, origin);
  const byCard = await startTier(page, origin);
  await byCard.pay();
  const program = await startProgram(page, origin);
  await program.pay();
  const active = async () => (await read(page, "payments/prop-accounts"))[0]?.status;
  await expect.poll(active, { timeout: 20_000 }).toBe("active");
  const challenges = async () => (await readChallenges(page)).challenges.length;
  await expect.poll(challenges, { timeout: 20_000 }).toBe(2);
  const [account] = await read(page, "payments/prop-accounts");
  return { challenge: challenge.id as number, account: account.id as string, program: program.id };
}

test("accounts: bought from the wallet, by card as a tier and by card as a program → one list, each with its page", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const bought = await buyThree(page, baseURL ?? "");
  await page.goto("/dashboard/accounts");
  await expect(rows(page)).toHaveText([
    /^Two-step 100KLogin \d+\$100,000Two-step · Phase 1 of 3ActiveCard/,
    /^One-step 25K, CryptoKey .*\$25,000One-stepActiveCard/,
    /^Two-step 100KLogin \d+\$100,000Two-step · Phase 1 of 3ActiveWallet/,
  ]);
  await expect(filters(page)).toHaveText("All 3Active 3Ended 0");
  expect(await seriousFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole("link", { name: "One-step 25K, Crypto" }).click();
  await page.waitForURL(`/dashboard/accounts/${bought.account}`);
  await expect(page.getByRole("heading", { name: "One-step 25K, Crypto" })).toBeVisible();
  const rules = page.getByRole("region", { name: "Rules", exact: true });
  await expect(rules.getByRole("row", { name: /^Profit target/ })).toContainText("$2,");
  await rules.getByText("Rules in full").click();
  await expect(rules.getByRole("term").filter({ hasText: "Profit target" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Purchase" })).toContainText("Visa •••• 4242");
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("link", { name: "View receipt" }).click();
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();

  await page.goto("/dashboard/accounts");
  await rows(page).first().getByRole("link").click();
  await expect(page.getByRole("list", { name: "Purchase" })).toContainText(
    "Fee $499.00, paid by card",
  );
  await page.getByRole("link", { name: "View receipt" }).click();
  await page.waitForURL(`/dashboard/payments/${bought.program}/receipt`);
});

test("accounts: filters and search → in the address; ended ones apart; nothing found says so", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const { account, challenge } = await buyThree(page, baseURL ?? "");
  await sql(
    "update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1",
    [account],
  );
  await page.goto("/dashboard/accounts");
  await expect(filters(page)).toHaveText("All 3Active 2Ended 1");
  await filters(page).getByRole("link", { name: "Ended" }).click();
  await page.waitForURL("/dashboard/accounts?state=ended");
  await expect(rows(page)).toHaveText([/ClosedPayment refunded/]);
  await expect(filters(page).locator("[aria-current=page]")).toHaveText("Ended 1");
  const [{ account_login: login }] = (await readChallenges(page)).challenges.filter(
    ({ id }: { id: number }) => id === challenge,
  );
  await page.goto(`/dashboard/accounts?q=${login}`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(String(login));
  const search = page.getByRole("searchbox", { name: "Search accounts" });
  await expect(search).toHaveValue(String(login));
  await search.fill("no such account");
  await search.press("Enter");
  await page.waitForURL("/dashboard/accounts?q=no+such+account");
  await expect(page.getByText("No account matches “no such account”")).toBeVisible();
  await page.getByRole("link", { name: "Show all accounts" }).click();
  await expect(rows(page)).toHaveCount(3);
});

test("accounts: a trader who has none → an invitation to the store", async ({
  page,
  trader: _,
}) => {
  await page.goto("/dashboard/accounts");
  await expect(page.getByRole("heading", { name: "No accounts yet" })).toBeVisible();
  await expect(filters(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Browse challenges" }).click();
  await page.waitForURL("/");
});

for (const [kind, start, row] of [
  ["a tier", startTier, /^One-step 25K, Crypto/],
  ["a program", startProgram, /^Two-step 100K/],
] as const) {
  test(`accounts, dashboard: ${kind} by card, processing → its account appears without a reload once it is paid`, async ({
    page,
    trader: _,
    baseURL,
  }) => {
    const payment = await start(page, baseURL ?? "");
    // The bank is still deciding, as far as the pages know.
    await sql(
      "update payments set intent_status = 'processing', status = 'processing', reusable = false where id = $1",
      [payment.id],
    );
    const dashboard = await page.context().newPage();
    await page.goto("/dashboard/accounts");
    await dashboard.goto("/dashboard");
    await expect(page.getByText(/^Your bank is processing \$/)).toBeVisible();
    await expect(page.getByRole("heading", { name: "No accounts yet" })).toBeVisible();
    await payment.pay();
    await expect(rows(page)).toHaveText([row], { timeout: 20_000 });
    await expect(rows(page).getByText("Active")).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(/^Your bank is processing \$/)).toHaveCount(0);
    await expect(rows(dashboard).getByText("Active")).toBeVisible({ timeout: 20_000 });
    await expect(dashboard.getByText("Active accounts").locator("..")).toContainText("1");
  });
}

test("dashboard: an account that is being created → polls GET /v2/payments/prop-accounts, marked as new, then active", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const response = await page.request.post("/v2/payments/free", {
    data: { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 },
    headers: { origin: baseURL ?? "" },
  });
  const { id } = await response.json();
  await expect
    .poll(async () => (await read(page, "payments/prop-accounts"))[0]?.status)
    .toBe("active");
  const set = (at: string) =>
    sql(`update prop_accounts set activated_at = ${at} where id = $1`, [id]);
  await set("null");
  const polled = page.waitForRequest((r) => r.url().includes("/v2/payments/prop-accounts"));
  await page.goto(`/dashboard?new=${id}`);
  await expect(rows(page)).toContainText("New");
  await expect(rows(page).getByText("Setting up")).toBeVisible();
  await polled;
  await set("now()");
  await expect(rows(page).getByText("Active")).toBeVisible();
  await expect(rows(page)).toContainText("New");
});

test("accounts: a purchase that failed → says where the money is; retried → its password and its challenge", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const login = await topUp(page, 100_000, baseURL ?? "");
  await buyProgram(page, "two-phase-100k", login, baseURL ?? "");
  const { purchases } = await readChallenges(page);
  await sql(
    "insert into purchases (customer_id, program_id, program, rule_set_id, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, status, failure_code, terms_version, consent_ip, consent_user_agent) select customer_id, program_id, program, rule_set_id, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, 4, 'PAYMENT_FAILED', terms_version, consent_ip, consent_user_agent from purchases where id = $1",
    [purchases[0].id],
  );
  await page.goto("/dashboard/accounts");
  const note = page.getByText("We couldn't charge the fee. You haven't been charged.");
  await expect(note).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Try again for $499.00" }).click();
  await expect(page.getByText("Save this password now")).toBeVisible();
  await expect(rows(page).getByText("Active")).toHaveCount(2);
  await expect(note).toHaveCount(0);
  await expect(page.getByText("Save this password now")).toBeVisible();
});

test("account page: unknown or another customer's → our own not-found page", async ({
  page,
  trader: _,
}) => {
  for (const id of ["prop_unknown", "prop_0192a3b4c5d67e8f9a0b1c2d3e4f5a6b"]) {
    await page.goto(`/dashboard/accounts/${id}`);
    await expect(page.getByText("We can't find this account")).toBeVisible();
    await expect(page).toHaveTitle(/^Not found · /);
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("accounts and account page: on a phone → fit the screen", async ({
    page,
    trader: _,
    baseURL,
  }) => {
    const { account, challenge } = await buyThree(page, baseURL ?? "");
    for (const path of [
      "/dashboard",
      "/dashboard/accounts",
      "/dashboard/accounts?q=nothing",
      `/dashboard/accounts/${account}`,
      `/dashboard/challenges/${challenge}`,
    ]) {
      await page.goto(path);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await seriousFindings(page)).toEqual([]);
    }
  });
});
