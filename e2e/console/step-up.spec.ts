import type { Browser, Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { expect, publicIdOf, test } from "./act";

/** A new admin in a browser of their own, whose last code is too old; `renew` makes it so again. */
async function adminWithOldCode(browser: Browser, origin: string) {
  const own = await browser.newContext({ baseURL: origin });
  const admin = await signInAsNewTrader(own, origin);
  await sql("update customers set role = 'admin', email_verified_at = now() where email = $1", [
    admin.email,
  ]);
  const post = async (path: string, data: object) => {
    const answer = await own.request.post(path, { data, headers: { origin } });
    return answer.json();
  };
  const { secret } = await post("/api/account/second-factor", { password: admin.password });
  const code = () => new TOTP({ secret }).generate();
  await post("/api/account/second-factor/confirm", { code: code() });
  const expire = async () => {
    // The code that was used is good again, so that no test waits for the next one.
    await sql("update customers set totp_last_step = null where email = $1", [admin.email]);
    await sql(
      "update sessions set second_factor_at = now() - interval '16 minutes' where customer_id = (select id from customers where email = $1)",
      [admin.email],
    );
  };
  await expire();
  return { own, page: await own.newPage(), code, expire };
}

const codeDialog = (page: Page) => page.getByRole("dialog", { name: /Confirm with a code/ });
async function enter(page: Page, code: string) {
  await codeDialog(page).getByLabel("Code", { exact: true }).fill(code);
  await codeDialog(page).getByRole("button", { name: "Confirm" }).click();
}

test("an admin whose last code is old: credit a wallet → a code is asked for in place, and what was typed goes on", async ({
  browser,
  theirs,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const { email } = await signInAsNewTrader(theirs, origin);
  const id = await publicIdOf(email);
  const { own, page, code } = await adminWithOldCode(browser, origin);

  await page.goto(`/admin/customers/${id}`);
  await page.getByRole("button", { name: "Credit a wallet" }).click();
  const form = page.getByRole("dialog", { name: /Credit/ });
  await form.getByLabel("Amount").fill("12.50");
  await form.getByLabel("Reason").fill("a correction that the customer asked for");
  await form.getByRole("button", { name: /Credit/ }).click();
  const dialog = codeDialog(page);
  await expect(dialog).toBeVisible();
  await enter(page, "000000");
  await expect(dialog.getByText("This code is wrong or was used already.")).toBeVisible();
  // Escape closes the dialog alone: what was typed is still there.
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(form.getByLabel("Reason")).toHaveValue("a correction that the customer asked for");
  await form.getByRole("button", { name: /Credit/ }).click();
  await enter(page, code());
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("$12.50", { exact: true })).toBeVisible();
  await own.close();
});

test("an admin whose last code is old: sell a tier, take it off sale, put it back → a code for selling alone, in place", async ({
  browser,
  baseURL,
}) => {
  const { own, page, code, expire } = await adminWithOldCode(browser, baseURL ?? "");
  const id = `tier_code_${Date.now()}`;
  await page.goto("/admin/catalog/tiers/new");
  const form = page.getByRole("form", { name: "New tier" });
  const save = form.getByRole("button", { name: "Put it on sale" });
  // Until the page is alive what is typed would be lost.
  await expect(async () => {
    await save.click();
    await expect(form.getByText("Say why, in at least 3 characters")).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  const typed = {
    Id: id,
    Name: "Step up",
    "Account size": "66000",
    Price: "66",
    Place: "9001",
    "Asset class": "softs",
    Reason: "sold for a spec",
  };
  for (const [label, value] of Object.entries(typed)) await form.getByLabel(label).fill(value);
  await form.getByLabel("Market", { exact: true }).fill("softs");
  await save.click();
  await expect(codeDialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(codeDialog(page)).toHaveCount(0);
  await expect(form.getByLabel("Id")).toHaveValue(id);
  await expect(form.getByLabel("Reason")).toHaveValue(typed.Reason);
  await expect(form.getByRole("alert")).toHaveCount(0);
  await save.click();
  await enter(page, code());
  await page.waitForURL("**/admin/catalog");
  const row = page.getByRole("row", { name: id });
  await expect(row).toContainText("On sale");

  await expire();
  await page.goto(`/admin/catalog/tiers/${id}`);
  const change = async (label: string) => {
    const dialog = page.getByRole("dialog", { name: label });
    await expect(async () => {
      await page.getByRole("button", { name: label }).click();
      await expect(dialog).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await dialog.getByLabel("Reason").fill("the spec goes on");
    await dialog.getByRole("button", { name: label }).click();
  };
  await change("Archive this tier");
  await expect(page.getByText("Archived", { exact: true })).toBeVisible();
  await change("Put it back on sale");
  await enter(page, code());
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("Archived", { exact: true })).toHaveCount(0);
  await change("Archive this tier");
  await expect(page.getByText("Archived", { exact: true })).toBeVisible();
  await own.close();
});
