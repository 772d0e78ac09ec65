import { signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { act, expect, publicIdOf, seeEntries, status, test } from "./act";

test("a customer: give an account and a challenge, credit, debit, second factor, disable, enable", async ({
  page,
  theirs,
  baseURL,
}) => {
  const { email } = await signInAsNewTrader(theirs, baseURL ?? "");
  const id = await publicIdOf(email);
  await sql(
    "update customers set totp_secret = 'v1.x', totp_enabled_at = now() where public_id = $1",
    [id],
  );
  await page.goto(`/admin/customers/${id}`);
  await act(page, "Give an account");
  await expect(page.getByRole("table", { name: "Prop accounts" })).toContainText("Active");
  await act(page, "Give a challenge");
  await expect(page.getByRole("table", { name: "Purchases" })).toContainText("Active");
  await act(page, "Credit a wallet", { Amount: "100" });
  await expect(page.getByText("$100.00", { exact: true })).toBeVisible();
  await act(page, "Debit a wallet", { Amount: "40" });
  await expect(page.getByText("$60.00", { exact: true })).toBeVisible();
  await act(page, "Turn off second factor");
  await expect(page.getByRole("button", { name: "Turn off second factor" })).toHaveCount(0);
  await act(page, "Disable");
  await expect(status(page, "Disabled")).toBeVisible();
  await act(page, "Enable");
  await expect(status(page, "Enabled")).toBeVisible();
  await seeEntries(page, `customer:${id}`, [
    "customer.enable",
    "customer.disable",
    "customer.reset_second_factor",
  ]);
  const [{ login }] = await sql(
    "select login from trading_accounts t join customers c on c.id = t.customer_id where c.public_id = $1 and purpose = 'wallet'",
    [id],
  );
  await seeEntries(page, `wallet:${login}`, ["wallet.debit", "wallet.credit"]);
  const [{ account, purchase }] = await sql(
    "select a.id as account, p.id as purchase from customers c join prop_accounts a on a.customer_id = c.id join purchases p on p.customer_id = c.id where c.public_id = $1",
    [id],
  );
  await seeEntries(page, `account:${account}`, ["account.grant"]);
  await seeEntries(page, `challenge:${purchase}`, ["challenge.grant"]);
});

test("an app: made, its secret shown once; a new secret; disabled; enabled", async ({
  page,
  request,
}) => {
  await page.goto("/admin/apps");
  await act(page, "New app", { Name: "Partner of the spec" });
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
  await act(page, "New secret");
  await expect(page.getByText("Save the secret now.")).toBeVisible();
  await act(page, "Disable");
  await expect(status(page, "Disabled")).toBeVisible();
  expect((await token()).status()).toBe(401);
  await act(page, "Enable");
  await expect(status(page, "Enabled")).toBeVisible();
  await seeEntries(page, `app:${id}`, [
    "app.enable",
    "app.disable",
    "app.rotate_secret",
    "app.create",
  ]);
});
