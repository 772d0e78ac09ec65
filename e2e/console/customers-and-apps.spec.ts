import { signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { expect, expectAuditEntries, performAction, publicIdOf, status, test } from "./fixtures";

test("a customer: grant an account and a challenge, credit, debit, reset the second factor, disable, enable → each done and audited", async ({
  page,
  traderContext,
  baseURL,
}) => {
  const { email } = await signInAsNewTrader(traderContext, baseURL ?? "");
  const id = await publicIdOf(email);
  await sql(
    "update customers set totp_secret = 'v1.x', totp_enabled_at = now() where public_id = $1",
    [id],
  );
  await page.goto(`/admin/customers/${id}`);
  await performAction(page, "Grant account");
  await expect(page.getByRole("table", { name: "Prop accounts" })).toContainText("Active");
  await performAction(page, "Grant challenge");
  await expect(page.getByRole("table", { name: "Purchases" })).toContainText("Active");
  await performAction(page, "Credit wallet", { Amount: "100" });
  await expect(page.getByText("$100.00", { exact: true })).toBeVisible();
  await performAction(page, "Debit wallet", { Amount: "40" });
  await expect(page.getByText("$60.00", { exact: true })).toBeVisible();
  await performAction(page, "Reset two-factor authentication");
  await expect(page.getByRole("button", { name: "Reset two-factor authentication" })).toHaveCount(
    0,
  );
  await performAction(page, "Disable");
  await expect(status(page, "Disabled")).toBeVisible();
  await performAction(page, "Enable");
  await expect(status(page, "Enabled")).toBeVisible();
  await expectAuditEntries(page, `customer:${id}`, [
    "customer.enable",
    "customer.disable",
    "customer.reset_second_factor",
  ]);
  const [{ login }] = await sql(
    "select login from trading_accounts t join customers c on c.id = t.customer_id where c.public_id = $1 and purpose = 'wallet'",
    [id],
  );
  await expectAuditEntries(page, `wallet:${login}`, ["wallet.debit", "wallet.credit"]);
  const [{ account, purchase }] = await sql(
    "select a.id as account, p.id as purchase from customers c join prop_accounts a on a.customer_id = c.id join purchases p on p.customer_id = c.id where c.public_id = $1",
    [id],
  );
  await expectAuditEntries(page, `account:${account}`, ["account.grant"]);
  await expectAuditEntries(page, `challenge:${purchase}`, ["challenge.grant"]);
});

test("an app: create, rotate the secret, disable, enable → secrets shown once, tokens follow, audited", async ({
  page,
  request,
}) => {
  await page.goto("/admin/apps");
  await performAction(page, "New app", { Name: "Partner of the spec" });
  const shown = page.getByRole("status");
  const id = await shown.locator("dd").first().locator("code").textContent();
  const secret = await shown.locator("dd").last().locator("code").textContent();
  const token = () =>
    request.post("/v2/oauth/token", {
      form: { grant_type: "client_credentials", client_id: id ?? "", client_secret: secret ?? "" },
    });
  expect((await token()).status()).toBe(200);
  await page.goto(`/admin/apps/${id}`);
  await expect(page.getByText(secret ?? "none")).toHaveCount(0);
  await performAction(page, "Rotate secret");
  await expect(page.getByText("Save the secret now.")).toBeVisible();
  await performAction(page, "Disable");
  await expect(status(page, "Disabled")).toBeVisible();
  expect((await token()).status()).toBe(401);
  await performAction(page, "Enable");
  await expect(status(page, "Enabled")).toBeVisible();
  await expectAuditEntries(page, `app:${id}`, [
    "app.enable",
    "app.disable",
    "app.rotate_secret",
    "app.create",
  ]);
});
