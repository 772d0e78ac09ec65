import { signIn } from "../sign-in";
import { expect, test } from "../trader";

test.describe("the console", () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page.context(), "admin@propdesk.test", "demo-admin-2026");
  });

  test("a list: searched, filtered and sorted → in the URL", async ({ page }) => {
    await page.goto("/admin/operations");
    const rows = page.getByRole("table", { name: "Transactions" }).locator("tbody tr");
    // Before hydration a choice has no effect.
    await expect(async () => {
      await page.getByLabel("Order", { exact: true }).selectOption("", { timeout: 2_000 });
      await page.getByLabel("Order", { exact: true }).selectOption("amount", { timeout: 2_000 });
      await page.waitForURL("**/admin/operations?sort=amount", { timeout: 3_000 });
    }).toPass();
    const cells = await rows.locator('[data-kind="money"]').allTextContents();
    const amounts = cells.map((text) => Number(text.replace("−", "-").replace(/[^\d.-]/g, "")));
    expect(amounts.length).toBeGreaterThan(3);
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    await page.getByRole("searchbox").fill("100001");
    await page.getByRole("searchbox").press("Enter");
    await page.waitForURL("**/admin/operations?q=100001&sort=amount");
    await expect(rows).not.toHaveCount(0);
    for (const row of await rows.all()) await expect(row).toContainText("100001");
    await page.getByLabel("Status").selectOption("refused");
    await expect(page.getByText("No results")).toBeVisible();
  });

  test("a list: a row clicked → its page; a column's head clicked → sorted by it", async ({
    page,
  }) => {
    await page.goto("/admin/operations");
    const table = page.getByRole("table", { name: "Transactions" });
    const amount = table.getByRole("columnheader", { name: "Amount" });
    await expect(amount).toHaveAttribute("aria-sort", "none");
    await amount.getByRole("link").click();
    await page.waitForURL("**/admin/operations?sort=amount");
    await expect(amount).toHaveAttribute("aria-sort", "descending");
    const row = table.locator("tbody tr").first();
    const path = await row.locator("[data-row] a").getAttribute("href");
    // Before hydration a click on a cell has no effect.
    await expect(async () => {
      await row.locator('[data-kind="money"]').click({ timeout: 2_000 });
      await page.waitForURL(`**${path}`, { timeout: 3_000 });
    }).toPass();
  });

  test("a list: days → in the URL and in the CSV's, counted; other dates → no rows, and a way back", async ({
    page,
  }) => {
    await page.goto("/admin/operations");
    const rows = page.getByRole("table", { name: "Transactions" }).locator("tbody tr");
    // Before hydration a choice has no effect.
    await expect(async () => {
      await page.getByLabel("Date").selectOption("");
      await page.getByLabel("Date").selectOption("Today");
      await page.waitForURL("**/admin/operations?period=today", { timeout: 3_000 });
    }).toPass();
    const csv = page.getByRole("link", { name: "Export CSV" });
    await expect(csv).toHaveAttribute("href", /operations\/csv\?period=today$/);
    const shown = await rows.count();
    await expect(page.getByText(new RegExp(`^1–${shown} of `))).toBeVisible();
    await page.getByLabel("Date").selectOption("Custom dates…");
    await page.getByLabel("From, in UTC").fill("2026-01-01");
    await page.getByLabel("To, in UTC").fill("2026-01-31");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForURL("**/admin/operations?from=2026-01-01&to=2026-01-31");
    await expect(rows).toHaveCount(0);
    await page.getByRole("link", { name: "Clear filters" }).click();
    await page.waitForURL("**/admin/operations");
    await expect(rows).not.toHaveCount(0);
  });

  test("Stripe events → those that changed something; one press → all", async ({ page }) => {
    await page.goto("/admin/stripe-events");
    await expect(page.getByRole("radio", { name: "Changed something" })).toBeChecked();
    await expect(async () => {
      await page.getByText("All events", { exact: true }).click();
      await page.waitForURL("**/admin/stripe-events?effect=all", { timeout: 3_000 });
    }).toPass();
    await expect(page.getByRole("radio", { name: "All events" })).toBeChecked();
  });

  test("a list: CSV → downloaded as a file", async ({ page }) => {
    await page.goto("/admin/customers?role=admin");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export CSV" }).click();
    expect((await download).suggestedFilename()).toBe("customers.csv");
  });

  test("an unknown list or filter → not found", async ({ page }) => {
    for (const path of ["/admin/secrets", "/admin/payments?status=gone"]) {
      await page.goto(path);
      await expect(page.getByText(/not found|no page|nothing/i).first()).toBeVisible();
    }
  });
});

test("the console: a trader → no list; anonymous → sign-in", async ({
  page,
  trader: _,
  browser,
  baseURL,
}) => {
  await page.goto("/admin/payments");
  await expect(page.getByRole("searchbox")).toHaveCount(0);
  const context = await browser.newContext({ baseURL });
  const anonymousPage = await context.newPage();
  await anonymousPage.goto("/admin/payments");
  await anonymousPage.waitForURL(/sign-in/);
  await context.close();
});
