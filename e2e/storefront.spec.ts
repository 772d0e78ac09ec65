import {
  cards,
  expect,
  fillCard,
  payButton,
  read,
  seeActiveAccount,
  seeOnDashboard,
  test,
} from "./trader";

test("a free account needs no card and is there once", async ({ page, trader: _ }) => {
  await page.goto("/");
  await page.getByRole("button", { name: /demo account/i }).click();
  await seeOnDashboard(page);
  await page.goto("/");
  await page.getByRole("button", { name: /demo account/i }).click();
  await expect(page.getByText(/already/i).first()).toBeVisible();
  expect(await read(page, "payments/prop-accounts")).toHaveLength(1);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the whole purchase fits the screen", async ({ page, trader: _ }) => {
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.goto("/?market=forex");
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: /\$99\.00/ }).click();
    await fillCard(page, cards.good);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await payButton(page).click();
    await seeActiveAccount(page);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});

test("signing in comes back to the tier that was picked, and a wrong password says so", async ({
  page,
  trader,
}) => {
  await page.context().clearCookies();
  await page.goto("/checkout/tier_50k?market=forex");
  await page.waitForURL(/sign-in/);
  await page.getByLabel("E-mail").fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/wrong|don.t match/i).first()).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(trader.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/checkout\/tier_50k\?market=forex/);
});

test("an address of somebody else as the way back is not followed", async ({ page, trader }) => {
  await page.context().clearCookies();
  await page.goto("/sign-in?callbackUrl=https%3A%2F%2Fevil.example%2F");
  await page.getByLabel("E-mail").fill(trader.email);
  await page.getByLabel("Password", { exact: true }).fill(trader.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  expect(new URL(page.url()).hostname).toBe("localhost");
});
