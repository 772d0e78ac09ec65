import { seriousFindings } from "./axe";
import { expect, openUntilShown, test } from "./trader";

test("reference: run a read and a write → the response, with the reader's own data", async ({
  page,
  trader,
}) => {
  await page.goto("/docs/reference/listTradingAccounts");
  const response = page.getByRole("figure", { name: "Response" });
  const read = page.getByRole("button", { name: "Run GET" });
  await openUntilShown(response.filter({ hasText: '"purpose": "wallet"' }), (options) =>
    read.click(options),
  );
  await expect(page.getByRole("status").filter({ hasText: "ms" })).toContainText("200");
  await page.goto("/docs/reference/claimFreeAccount");
  const dialog = page.getByRole("dialog", { name: /Send POST/ });
  const run = page.getByRole("button", { name: "Run POST" });
  await openUntilShown(dialog, (options) => run.click(options));
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
  await openUntilShown(search, () => page.keyboard.press("Control+k"));
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
