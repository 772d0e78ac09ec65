import type { Browser, Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { expect, openUntilShown, publicIdOf, test } from "./fixtures";

/** A new admin in a browser context, whose last code is too old; `expire` makes it too old again. */
async function adminWithOldCode(browser: Browser, origin: string) {
  const own = await browser.newContext({ baseURL: origin });
  const admin = await signInAsNewTrader(own, origin);
  await sql("update customers set role = 'admin', email_verified_at = now() where email = $1", [
    admin.email,
  ]);
  const post = async (path: string, data: object) => {
    const response = await own.request.post(path, { data, headers: { origin } });
    return response.json();
  };
  const { secret } = await post("/api/account/second-factor", { password: admin.password });
  const code = () => new TOTP({ secret }).generate();
  await post("/api/account/second-factor/confirm", { code: code() });
  const expire = async () => {
    // The used code is accepted again, so that no test waits for the next one.
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

test("step-up: credit a wallet with an expired code → a dialog for a new code, and the form's input is kept", async ({
  browser,
  traderContext,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const { email } = await signInAsNewTrader(traderContext, origin);
  const id = await publicIdOf(email);
  const { own, page, code } = await adminWithOldCode(browser, origin);

  await page.goto(`/admin/customers/${id}`);
  await page.getByRole("button", { name: "Credit wallet" }).click();
  const form = page.getByRole("dialog", { name: /Credit/ });
  await form.getByLabel("Amount").fill("12.50");
  await form.getByLabel("Reason").fill("a correction that the customer asked for");
  await form.getByRole("button", { name: /Credit/ }).click();
  const dialog = codeDialog(page);
  await expect(dialog).toBeVisible();
  await enter(page, "000000");
  await expect(dialog.getByText("That code is incorrect or already used.")).toBeVisible();
  // Escape closes only the dialog: the input is still there.
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(form.getByLabel("Reason")).toHaveValue("a correction that the customer asked for");
  await form.getByRole("button", { name: /Credit/ }).click();
  await enter(page, code());
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("$12.50", { exact: true })).toBeVisible();
  await own.close();
});

test("step-up: sell, archive and restore a tier with an expired code → a new code for selling only", async ({
  browser,
  baseURL,
}) => {
  const { own, page, code, expire } = await adminWithOldCode(browser, baseURL ?? "");
  const id = `tier_code_${Date.now()}`;
  await page.goto("/admin/catalog/tiers/new");
  const form = page.getByRole("form", { name: "New tier" });
  const save = form.getByRole("button", { name: "Create tier" });
  // Input before hydration would be lost.
  await openUntilShown(form.getByText("Enter a reason of at least 3 characters"), (options) =>
    save.click(options),
  );
  const values = {
    ID: id,
    Name: "Step up",
    "Account size": "66000",
    Price: "66",
    "Display order": "9001",
    "Asset class": "softs",
    Reason: "sold for a spec",
  };
  for (const [label, value] of Object.entries(values)) await form.getByLabel(label).fill(value);
  await form.getByLabel("Market", { exact: true }).fill("softs");
  await save.click();
  await expect(codeDialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(codeDialog(page)).toHaveCount(0);
  await expect(form.getByLabel("ID", { exact: true })).toHaveValue(id);
  await expect(form.getByLabel("Reason")).toHaveValue(values.Reason);
  await expect(form.getByRole("alert")).toHaveCount(0);
  await save.click();
  await enter(page, code());
  await page.waitForURL("**/admin/catalog");
  const row = page.getByRole("row", { name: id });
  await expect(row).toContainText("For sale");

  await expire();
  await page.goto(`/admin/catalog/tiers/${id}`);
  const change = async (label: string) => {
    const dialog = page.getByRole("dialog", { name: label });
    const button = page.getByRole("button", { name: label });
    await openUntilShown(dialog, (options) => button.click(options));
    await dialog.getByLabel("Reason").fill("the spec goes on");
    await dialog.getByRole("button", { name: label }).click();
  };
  await change("Archive this tier");
  await expect(page.getByText("Archived", { exact: true })).toBeVisible();
  await change("Restore this tier");
  await enter(page, code());
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("Archived", { exact: true })).toHaveCount(0);
  await change("Archive this tier");
  await expect(page.getByText("Archived", { exact: true })).toBeVisible();
  await own.close();
});
