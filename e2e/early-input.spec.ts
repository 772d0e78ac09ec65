import type { Page } from "@playwright/test";
import { signIn } from "./sign-in";
import { sql } from "./stack";
import { expect, test } from "./trader";

/** Opens a page whose scripts arrive only after `type` has filled in the fields of the server's HTML. */
async function beforeScripts(page: Page, path: string, type: () => Promise<void>) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  await type();
  release();
}

test("sign-in: filled in and sent with Enter before the scripts arrive → kept, and signs in", async ({
  page,
  trader: { email, password },
}) => {
  await page.context().clearCookies();
  const button = page.getByRole("button", { name: "Sign in" });
  await beforeScripts(page, "/sign-in", async () => {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByLabel("Password", { exact: true }).press("Enter");
    await expect(button).toBeDisabled();
  });
  await button.click();
  await page.waitForURL(/\/dashboard/);
});

test("profile: name typed before the scripts arrive → saved", async ({
  page,
  trader: { email },
}) => {
  const form = page.getByRole("form", { name: "Name" });
  const name = form.getByLabel("Name", { exact: true });
  await beforeScripts(page, "/dashboard/profile", () => name.fill("Ada Early"));
  await form.getByRole("button", { name: "Save" }).click();
  const stored = () => sql("select name from customers where email = $1", [email]);
  await expect.poll(stored).toEqual([{ name: "Ada Early" }]);
  await expect(name).toHaveValue("Ada Early");
});

test("top-up: amount typed before the scripts arrive → kept", async ({ page, trader: _ }) => {
  const amount = page.getByLabel("Amount in USD");
  await beforeScripts(page, "/dashboard/wallet?topup=1", () => amount.fill("123,45"));
  await page.getByRole("button", { name: "Continue to pay $123.45" }).click();
  await expect(page.getByRole("button", { name: "Pay $123.45" })).toBeVisible();
});

test("catalog: name of a tier typed before the scripts arrive → kept", async ({ page }) => {
  await signIn(page.context(), "admin@propdesk.test", "demo-admin-2026");
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await beforeScripts(page, "/admin/catalog/tiers/tier_10k", () => name.fill("10K early"));
  await expect(page.getByRole("button", { name: "Save changes" })).toBeEnabled();
  await expect(name).toHaveValue("10K early");
});
