import { signIn } from "../sign-in";
import { expect, test } from "../trader";

test.describe("the console", () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page.context(), "admin@propdesk.test", "demo-admin-2026");
  });

  test("what is searched, filtered and ordered stands in the address", async ({ page }) => {
    await page.goto("/admin/operations");
    const rows = page.getByRole("table", { name: "Finance operations" }).locator("tbody tr");
    // Until the page is alive a choice changes nothing.
    await expect(async () => {
      await page.getByLabel("Order", { exact: true }).selectOption("");
      await page.getByLabel("Order", { exact: true }).selectOption("amount");
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
    await expect(page.getByText("Nothing fits")).toBeVisible();
  });

  test("a list leaves as a file", async ({ page }) => {
    await page.goto("/admin/customers?role=admin");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV" }).click();
    expect((await download).suggestedFilename()).toBe("customers.csv");
  });

  test("an address that asks for what isn't there is not found", async ({ page }) => {
    for (const path of ["/admin/secrets", "/admin/payments?status=gone"]) {
      await page.goto(path);
      await expect(page.getByText(/not found|no page|nothing/i).first()).toBeVisible();
    }
  });
});

test("a trader finds no list, and somebody unknown is asked to sign in", async ({
  page,
  trader: _,
  browser,
  baseURL,
}) => {
  await page.goto("/admin/payments");
  await expect(page.getByRole("searchbox")).toHaveCount(0);
  const context = await browser.newContext({ baseURL });
  const stranger = await context.newPage();
  await stranger.goto("/admin/payments");
  await stranger.waitForURL(/sign-in/);
  await context.close();
});
