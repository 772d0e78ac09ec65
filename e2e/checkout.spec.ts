import type { Page } from "@playwright/test";
import { cancelIntent, payIntent, withoutEvents } from "./funds";
import { signInAsNewTrader } from "./sign-in";
import { sql } from "./stack";
import {
  answerBank,
  cards,
  control,
  expect,
  fillCard,
  payButton,
  read,
  seeActiveAccount,
  test,
} from "./trader";

test("from the storefront to a new account: sign up, pay with 4242, see it", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Buy for $199.00: the $25,000 account" }).click();
  await page.waitForURL(/sign-in/);
  await page
    .getByRole("link", { name: /create (an )?account/i })
    .first()
    .click();
  await page.waitForURL(/sign-up/);
  await page.getByLabel("E-mail").fill(`journey-${Date.now()}@propdesk.test`);
  await page.getByLabel("Password", { exact: true }).fill("a long enough password");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(/checkout\/tier_25k/);
  await fillCard(page, cards.good);
  await payButton(page).click();
  await page.waitForURL(/checkout\/complete/);
  await seeActiveAccount(page);
  await expect(page.getByText("$25,000").first()).toBeVisible();
});

test("a declined card says so, and a good one on the same page succeeds", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_10k?market=forex");
  await fillCard(page, cards.declined);
  await payButton(page).click();
  await expect(page.getByRole("alert").filter({ hasText: /declined/i })).toBeVisible();
  await fillCard(page, cards.good);
  await payButton(page).click();
  await seeActiveAccount(page);
  expect(await read(page, "payments")).toHaveLength(1);
});

test("a card that asks for authentication is paid after it", async ({ page, trader: _ }) => {
  await page.goto("/checkout/tier_50k?market=crypto");
  await fillCard(page, cards.authentication);
  await payButton(page).click();
  await answerBank(page, "Complete");
  await seeActiveAccount(page);
});

test("a failed authentication takes no money and the card form stays", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_50k?market=crypto");
  await fillCard(page, cards.authentication);
  await payButton(page).click();
  await answerBank(page, "Fail");
  await expect(page.getByText(/unable to authenticate/i).first()).toBeVisible();
  await expect(payButton(page)).toBeEnabled();
  expect(await read(page, "payments/prop-accounts")).toEqual([]);
});

test("a processing payment says so, and the account appears when the bank settles", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_100k?market=crypto");
  await fillCard(page, cards.processing);
  await payButton(page).click();
  await page.waitForURL(/checkout\/complete/);
  await expect(page.getByText("Your bank is processing the payment").first()).toBeVisible();
  await expect.poll(async () => (await read(page, "payments"))[0].status).toBe("processing");
  expect(await read(page, "payments/prop-accounts")).toEqual([]);
  const [payment] = await read(page, "payments");
  await control(`payment_intents/${payment.stripe_payment_intent_id}/settle`);
  await seeActiveAccount(page);
});

test("the tab is closed right after paying, and the account is made all the same", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_25k?market=crypto");
  await fillCard(page, cards.good);
  const confirmed = page.waitForResponse((r) => r.url().includes("/confirm") && r.ok());
  await payButton(page).click();
  await confirmed;
  const other = await page.context().newPage();
  await page.close();
  await expect
    .poll(async () => (await read(other, "payments/prop-accounts"))[0]?.status, { timeout: 15_000 })
    .toBe("active");
});

test("leaving and coming back finds the same payment", async ({ page, trader: _ }) => {
  const checkout = () => page.waitForResponse((r) => r.url().endsWith("/v2/payments/checkout"));
  const first = checkout();
  await page.goto("/checkout/tier_25k?market=crypto");
  const { payment_id } = await (await first).json();
  await page.goto("/");
  const second = checkout();
  await page.goto("/checkout/tier_25k?market=crypto");
  expect((await (await second).json()).payment_id).toBe(payment_id);
});

test("a double click pays once", async ({ page, trader: _ }) => {
  let confirmations = 0;
  page.on("request", (r) => {
    if (r.method() === "POST" && r.url().includes("/confirm")) confirmations += 1;
  });
  await page.goto("/checkout/tier_25k?market=crypto");
  await fillCard(page, cards.good);
  await payButton(page).dblclick();
  await seeActiveAccount(page);
  expect(confirmations).toBe(1);
  expect(await read(page, "payments")).toHaveLength(1);
});

test("opening the completion page again later is safe", async ({ page, trader: _ }) => {
  await page.goto("/checkout/tier_25k?market=crypto");
  await fillCard(page, cards.good);
  await payButton(page).click();
  await page.waitForURL(/checkout\/complete/);
  const address = page.url();
  await seeActiveAccount(page);
  await page.goto(address);
  await expect(page.getByText(/ready/i).first()).toBeVisible();
  expect(await read(page, "payments/prop-accounts")).toHaveLength(1);
});

test("with Stripe's events lost, the completion page asks the server to sync", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_25k?market=forex");
  await fillCard(page, cards.good);
  const synced = page.waitForRequest((r) => r.url().endsWith("/sync"), { timeout: 40_000 });
  // The page believes that nothing came: as if the webhook had not arrived yet.
  await page.route(/prop-accounts\?payment_id=/, (route) => route.fulfill({ json: [] }));
  await payButton(page).click();
  await synced;
  await page.unroute(/prop-accounts\?payment_id=/);
  await seeActiveAccount(page);
});

/** Pays in a page that is closed before it is told what came of it. Stripe's events are lost. */
async function payAndLeave(page: Page) {
  await fillCard(page, cards.good);
  const [payment] = await read(page, "payments");
  await withoutEvents(payment.stripe_payment_intent_id, async () => {
    const confirmed = page.waitForResponse((r) => r.url().includes("/confirm") && r.ok());
    await payButton(page).click();
    await confirmed;
    await page.close();
  });
}

test("completion page: paid, the event lost and the tab closed → Continue shows it as paid and stays, checkout asks first, one charge", async ({
  page: first,
  trader: _,
}) => {
  const context = first.context();
  await first.goto("/checkout/tier_25k?market=crypto");
  await payAndLeave(first);
  const page = await context.newPage();
  await page.goto("/dashboard");
  await page.getByRole("link", { name: /^Continue/ }).click();
  await expect(page.getByRole("heading", { name: "Your account is ready" })).toBeVisible();
  const address = page.url();
  expect(await read(page, "payments")).toMatchObject([{ status: "succeeded" }]);

  let started = 0;
  page.on("request", (r) => {
    if (r.method() === "POST" && r.url().endsWith("/v2/payments/checkout")) started += 1;
  });
  const other = await context.newPage();
  await other.goto("/checkout/tier_25k?market=crypto");
  await expect(other.getByText(/^You already paid for this/)).toBeVisible();
  await expect(other.getByRole("link", { name: "View account" })).toBeVisible();
  expect(started).toBe(0);
  expect(await read(other, "payments")).toHaveLength(1);
  // The page leaves only when its reader does.
  expect(page.url()).toBe(address);
  await seeActiveAccount(page);
  await other.getByRole("button", { name: "Buy another" }).click();
  await fillCard(other, cards.good);
  await payButton(other).click();
  await seeActiveAccount(other);
  expect(await read(other, "payments")).toHaveLength(2);
});

test("checkout: paid elsewhere while the form is open → Pay charges nothing and says so", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_25k?market=crypto");
  await fillCard(page, cards.good);
  const [payment] = await read(page, "payments");
  await payIntent(payment.stripe_payment_intent_id);
  await payButton(page).click();
  await expect(page.getByText(/^You already paid for this/)).toBeVisible();
  expect(await read(page, "payments")).toHaveLength(1);
});

test("checkout: the payment was canceled, or the price changed, while the form is open → Pay says so and starts anew in place", async ({
  page,
  trader: _,
}) => {
  // A tier of its own: its price changes.
  await sql(
    "insert into tiers (id, name, account_size, price_cents, sort_index) values ('tier_15k', '15K', 15000, 14900, 99)",
  );
  await sql(
    "insert into tier_markets (tier_id, market, asset_class) values ('tier_15k', 'crypto', 'crypto')",
  );
  await page.goto("/checkout/tier_15k?market=crypto");
  await fillCard(page, cards.good);
  const [payment] = await read(page, "payments");
  await cancelIntent(payment.stripe_payment_intent_id);
  await payButton(page).click();
  await expect(page.getByText("This payment has expired.")).toBeVisible();
  await fillCard(page, cards.good);
  await sql("update tiers set price_cents = 15900 where id = 'tier_15k'");
  await payButton(page).click();
  await expect(page.getByText("The price has changed to $159.00")).toBeVisible();
  expect(await read(page, "payments")).toHaveLength(2);
  await page.getByRole("button", { name: "Continue at $159.00" }).click();
  await fillCard(page, cards.good);
  await sql("update tiers set archived_at = now() where id = 'tier_15k'");
  await page.getByRole("button", { name: "Pay $159.00" }).click();
  await expect(page.getByText("This challenge isn't on sale any more")).toBeVisible();
  const payments: { status: string }[] = await read(page, "payments");
  expect(payments.map(({ status }) => status)).not.toContain("succeeded");
});

test("somebody else signs in while a checkout is open → nothing is charged, and the page says whose it is now", async ({
  page,
  trader: first,
  baseURL,
}) => {
  await page.goto("/checkout/tier_10k?market=crypto");
  await fillCard(page, cards.good);
  await expect(page.getByRole("button", { name: first.email })).toBeVisible();
  const second = await signInAsNewTrader(page.context(), baseURL ?? "");
  await payButton(page).click();
  await expect(page.getByText("This payment has expired.")).toBeVisible();
  await expect(page.getByRole("button", { name: second.email })).toBeVisible();
  const payments: { status: string }[] = await read(page, "payments");
  expect(payments.map(({ status }) => status)).toEqual(["requires_payment_method"]);
});
