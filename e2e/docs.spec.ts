import { seriousFindings } from "./axe";
import { expect, test } from "./trader";

test("reference: run a read and a write → the response, with the reader's own data", async ({
  page,
  trader,
}) => {
  await page.goto("/docs/reference/listTradingAccounts");
  const response = page.getByRole("figure", { name: "Response" });
  // Before hydration the button does nothing.
  await expect(async () => {
    await page.getByRole("button", { name: "Run GET" }).click();
    await expect(response).toContainText('"purpose": "wallet"', { timeout: 3_000 });
  }).toPass();
  await expect(page.getByRole("status").filter({ hasText: "ms" })).toContainText("200");
  await page.goto("/docs/reference/claimFreeAccount");
  const dialog = page.getByRole("dialog", { name: /Send POST/ });
  await expect(async () => {
    await page.getByRole("button", { name: "Run POST" }).click();
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(dialog).toContainText(trader.email);
  await dialog.getByRole("button", { name: "Send POST" }).click();
  await expect(response).toContainText('"tier_id": "tier_demo"');
  expect(await seriousFindings(page)).toEqual([]);
});

test("reference: not signed in → Run says so, and its link returns after signing in", async ({
  page,
}) => {
  await page.goto("/docs/reference/listPayments");
  await expect(page.getByText("to try this request.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL(/sign-in\?callbackUrl=%2Fdocs%2Freference%2FlistPayments/);
});

test("docs: search for an operation → its page; a guide, signed out → accessible", async ({
  page,
}) => {
  await page.goto("/docs/checkout");
  const search = page.getByRole("textbox", { name: "Search the documentation" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(search).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await search.fill("free account");
  await expect(page.getByRole("button", { name: /Open a free account/ })).toBeVisible();
  await search.press("Enter");
  await page.waitForURL("**/docs/reference/claimFreeAccount");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("/docs/checkout");
    expect(await seriousFindings(page)).toEqual([]);
  }
});
