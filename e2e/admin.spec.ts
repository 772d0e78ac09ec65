import { signIn } from "./sign-in";
import { expect, test } from "./trader";

test("console: an admin → the overview and what needs manual review", async ({ page }) => {
  await signIn(page.context(), "admin@propdesk.test", "demo-admin-2026");
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Dashboard" })).toHaveCount(0);
  await page.getByRole("link", { name: "Console" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await expect(
    page.getByText(/^All clear/).or(page.getByRole("heading", { name: "Needs attention" })),
  ).toBeVisible();
  await page.getByRole("link", { name: "7 days" }).click();
  await page.waitForURL("**/admin?days=7");
  await expect(page.getByRole("heading", { name: "Time to activation" })).toBeVisible();
});

test("console: a trader → not found", async ({ page, trader: _ }) => {
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Console" })).toHaveCount(0);
  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Overview" })).toHaveCount(0);
  await expect(page.getByText(/not found|no page|nothing/i).first()).toBeVisible();
});
