import { read } from "./api";
import {
  cards,
  expect,
  expectActiveAccount,
  expectOnDashboard,
  fillCard,
  payButton,
  test,
} from "./trader";

test("storefront: claim a free account twice → one account, without a card", async ({
  page,
  trader: _,
}) => {
  await page.goto("/");
  await page.getByRole("button", { name: /demo account/i }).click();
  await expectOnDashboard(page);
  await page.goto("/");
  await page.getByRole("button", { name: /demo account/i }).click();
  await expect(page.getByText(/already/i).first()).toBeVisible();
  expect(await read(page, "payments/prop-accounts")).toHaveLength(1);
});

test("storefront: the free account without an account of ours → sign-up, then it is open without a second press", async ({
  page,
}) => {
  await page.goto("/?market=forex");
  await page.getByRole("link", { name: "Get a free demo account" }).click();
  await expect(page.getByText("You're opening: Demo 10K, Forex, free.")).toBeVisible();
  await page.getByLabel("Email").fill(`free-${Date.now()}@propdesk.test`);
  await page.getByLabel("Password", { exact: true }).fill("a long enough password");
  await page.getByRole("button", { name: "Create account" }).click();
  await expectOnDashboard(page);
  expect(await read(page, "payments/prop-accounts")).toMatchObject([{ market: "forex" }]);
});

test("storefront: a link to claim the free account, from elsewhere → none is opened", async ({
  page,
  trader: _,
}) => {
  await page.goto("/?market=crypto&claim=tier_demo#try-it", { waitUntil: "networkidle" });
  await expect(page.getByRole("button", { name: /demo account/i })).toBeVisible();
  expect(await read(page, "payments/prop-accounts")).toHaveLength(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("storefront: model, size and market → the offers that fit, at an address of their own", async ({
    page,
  }) => {
    const buyLinks = page.getByRole("link", { name: /^Buy for / });
    const choose = (choice: string, value: string) =>
      page
        .getByRole("navigation", { name: choice })
        .getByRole("link", { name: value, exact: true })
        .click();
    await page.goto("/");
    await expect(page.getByText("Recommended")).toHaveCount(1);
    await expect(page.getByRole("link", { name: "Buy for $349.00: One-step 50K" })).toBeVisible();
    await choose("Model", "All");
    await choose("Size", "100K");
    await choose("Market", "Forex");
    expect(new URL(page.url()).search).toBe("?model=all&size=100000&market=forex");
    await expect(buyLinks).toHaveCount(2);
    const href = "/checkout/tier_100k?market=forex";
    await expect(buyLinks.first()).toHaveAttribute("href", href);
    await choose("Model", "Two-step");
    await expect(buyLinks).toHaveCount(1);
    await expect(page.getByText("Recommended")).toHaveCount(1);
  });

  test("storefront: a model of two steps → its phases side by side, in money, and the kinds of loss in words", async ({
    page,
  }) => {
    await page.goto("/?model=2&size=100000");
    const rules = page.getByRole("table", { name: /rules by phase/ });
    await expect(rules.getByRole("columnheader")).toHaveText([
      "Rule",
      "Phase 1Evaluation",
      "Phase 2Verification",
      "Phase 3Funded",
    ]);
    await expect(rules.getByRole("row", { name: /^Profit target/ })).toHaveText(
      "Profit target$8,000 8%$5,000 5%None",
    );
    await expect(rules).toContainText("Static, from the initial balance; open positions count");
  });

  test("storefront: sizes of a model → their limits in money beside the price, the rules in percent once", async ({
    page,
  }) => {
    await page.goto("/");
    const prices = page.getByRole("table", { name: /sizes and prices/ });
    await expect(prices.getByRole("row", { name: /^\$50,000/ })).toContainText(
      "$5,000$2,000$4,000$349.00",
    );
    const rules = page.getByRole("table", { name: /rules by phase/ });
    await expect(rules.getByRole("row", { name: /^Max total loss/ })).toHaveText(
      "Max total loss8%",
    );
  });

  test("storefront: another model → every size keeps its place; one that it doesn't have can't be chosen", async ({
    page,
  }) => {
    const sizes = page.getByRole("navigation", { name: "Size" });
    await page.goto("/");
    const all = await sizes.getByRole("link").allTextContents();
    await page.goto("/?model=2");
    await expect(sizes.getByRole("link", { name: "100K", exact: true })).toBeVisible();
    await expect(sizes.getByRole("link", { name: "25K", exact: true })).toHaveCount(0);
    for (const size of all)
      await expect(sizes.getByText(new RegExp(`^${size}(, not sold)?$`))).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("checkout: on a phone → every page fits the screen", async ({ page, trader: _ }) => {
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.goto("/?market=forex");
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: /\$99\.00/ }).click();
    await fillCard(page, cards.good);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await payButton(page).click();
    await expectActiveAccount(page);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});

test("sign-in: wrong password → says so; right one → returns to the checkout", async ({
  page,
  trader,
}) => {
  await page.context().clearCookies();
  await page.goto("/checkout/tier_50k?market=forex");
  await page.waitForURL(/sign-up/);
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL(/sign-in/);
  await page.getByLabel("Email").fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/wrong|don.t match/i).first()).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(trader.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/checkout\/tier_50k\?market=forex/);
});

test("sign-in: a callbackUrl of another site → not followed", async ({ page, trader }) => {
  await page.context().clearCookies();
  await page.goto("/sign-in?callbackUrl=https%3A%2F%2Fevil.example%2F");
  await page.getByLabel("Email").fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill(trader.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  expect(new URL(page.url()).hostname).toBe("localhost");
});

test("help: from the header → support, questions, and the documentation for partners", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("banner").getByRole("link", { name: "Help" }).click();
  await expect(page.getByRole("heading", { name: "Contact support" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Email support" })).toHaveAttribute(
    "href",
    /^mailto:/,
  );
  await page.getByText("Can I get a refund?").click();
  await page.getByRole("link", { name: "API documentation for partners" }).click();
  await page.waitForURL("/docs");
});

test("not found: signed out → sign in, no dashboard", async ({ page }) => {
  await page.goto("/no-such-page");
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(main.getByRole("link", { name: /dashboard/ })).toHaveCount(0);
});

test("theme: switched and back → follows the system again", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/terms", { waitUntil: "networkidle" });
  const root = page.locator("html");
  const toggle = page.getByRole("button", { name: "Switch between light and dark" });
  await toggle.click();
  await expect(root).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.reload({ waitUntil: "networkidle" });
  await expect(root).toHaveAttribute("data-mantine-color-scheme", "dark");
  await toggle.click();
  await expect(root).toHaveAttribute("data-mantine-color-scheme", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(root).toHaveAttribute("data-mantine-color-scheme", "dark");
});
