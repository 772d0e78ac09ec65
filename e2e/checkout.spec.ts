import { read } from "./api";
import { control } from "./stripe-sandbox";
import {
  cards,
  expect,
  expectActiveAccount,
  fillCard,
  finishAuthentication,
  payButton,
  test,
} from "./trader";

test("checkout: a stranger presses Buy → creates an account, pays by card, has an active account", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Buy for $199.00: One-step 25K" }).click();
  await page.waitForURL(/sign-up/);
  await expect(page.getByText("Your order: One-step 25K, Crypto, $199.00.")).toBeVisible();
  await page.getByLabel("Email").fill(`journey-${Date.now()}@propdesk.test`);
  await page.getByLabel("Password", { exact: true }).fill("a long enough password");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(/checkout\/tier_25k/);
  await fillCard(page, cards.good);
  await payButton(page).click();
  await page.waitForURL(/checkout\/complete/);
  await expectActiveAccount(page);
  await expect(page.getByText("$25,000").first()).toBeVisible();
});

test("checkout: declined card, then a good one → one payment, an active account", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_10k?market=forex");
  await fillCard(page, cards.declined);
  await payButton(page).click();
  const problem = page.getByRole("main").getByRole("alert");
  await expect(problem).toHaveText(/^You haven't been charged/);
  // The form says why, at its field; nothing repeats it.
  await expect(page.getByText("Your card was declined.")).toHaveCount(1);
  await fillCard(page, cards.good);
  await payButton(page).click();
  await expectActiveAccount(page);
  expect(await read(page, "payments")).toHaveLength(1);
});

test("checkout: → the card form in the page's font", async ({ page, trader: _ }) => {
  await page.goto("/checkout/tier_10k?market=forex");
  const number = page.getByLabel("Card number");
  await expect(number).toHaveCSS("font-family", /^Geist,/);
  await number.fill("4242");
  const loaded = () =>
    page.evaluate(() =>
      [...document.fonts].some(({ family, status }) => family === "Geist" && status === "loaded"),
    );
  await expect.poll(loaded).toBe(true);
});

test("checkout: card with authentication, completed → an active account", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_50k?market=crypto");
  await fillCard(page, cards.authentication);
  await payButton(page).click();
  await finishAuthentication(page, "Complete");
  await expectActiveAccount(page);
});

test("checkout: card with authentication, failed → no money taken, and the card form stays", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_50k?market=crypto");
  await fillCard(page, cards.authentication);
  await payButton(page).click();
  await finishAuthentication(page, "Fail");
  const problem = page.getByRole("main").getByRole("alert");
  await expect(problem).toHaveText(/^Your bank couldn't confirm that it's you\.You haven't been/);
  await expect(payButton(page)).toBeEnabled();
  expect(await read(page, "payments/prop-accounts")).toEqual([]);
});

test("checkout: payment processing → says so; settled → an active account", async ({
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
  await expectActiveAccount(page);
});

test("checkout: tab closed right after paying → the account is created", async ({
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

test("checkout: left and reopened → the same payment", async ({ page, trader: _ }) => {
  const checkout = () => page.waitForResponse((r) => r.url().endsWith("/v2/payments/checkout"));
  const first = checkout();
  await page.goto("/checkout/tier_25k?market=crypto");
  const { payment_id } = await (await first).json();
  await page.goto("/");
  const second = checkout();
  await page.goto("/checkout/tier_25k?market=crypto");
  expect((await (await second).json()).payment_id).toBe(payment_id);
});

test("checkout: double click on Pay → one payment", async ({ page, trader: _ }) => {
  let confirmations = 0;
  page.on("request", (r) => {
    if (r.method() === "POST" && r.url().includes("/confirm")) confirmations += 1;
  });
  await page.goto("/checkout/tier_25k?market=crypto");
  await fillCard(page, cards.good);
  await payButton(page).dblclick();
  await expectActiveAccount(page);
  expect(confirmations).toBe(1);
  expect(await read(page, "payments")).toHaveLength(1);
});

test("completion page: opened again later → shows the account, and creates no other", async ({
  page,
  trader: _,
}) => {
  await page.goto("/checkout/tier_25k?market=crypto");
  await fillCard(page, cards.good);
  await payButton(page).click();
  await page.waitForURL(/checkout\/complete/);
  const url = page.url();
  await expectActiveAccount(page);
  await page.goto(url);
  await expect(page.getByText(/ready/i).first()).toBeVisible();
  expect(await read(page, "payments/prop-accounts")).toHaveLength(1);
});

test("completion page: Stripe's events lost → syncs the payment", async ({ page, trader: _ }) => {
  await page.goto("/checkout/tier_25k?market=forex");
  await fillCard(page, cards.good);
  const synced = page.waitForRequest((r) => r.url().endsWith("/sync"), { timeout: 40_000 });
  // As if the webhook had not arrived yet.
  await page.route(/prop-accounts\?payment_id=/, (route) => route.fulfill({ json: [] }));
  await payButton(page).click();
  await synced;
  await page.unroute(/prop-accounts\?payment_id=/);
  await expectActiveAccount(page);
});
