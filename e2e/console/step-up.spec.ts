import { TOTP } from "otpauth";
import { signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { expect, publicIdOf, test } from "./act";

test("an admin whose last code is old: credit a wallet → a code is asked for in place, and what was typed goes on", async ({
  browser,
  theirs,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const { email } = await signInAsNewTrader(theirs, origin);
  const id = await publicIdOf(email);
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
  const reuse = "update customers set totp_last_step = null where email = $1";
  const forget =
    "update sessions set second_factor_at = now() - interval '16 minutes' where customer_id = (select id from customers where email = $1)";
  await sql(reuse, [admin.email]);
  await sql(forget, [admin.email]);

  const page = await own.newPage();
  await page.goto(`/admin/customers/${id}`);
  await page.getByRole("button", { name: "Credit a wallet" }).click();
  const form = page.getByRole("dialog", { name: /Credit/ });
  await form.getByLabel("Amount").fill("12.50");
  await form.getByLabel("Reason").fill("a correction that the customer asked for");
  await form.getByRole("button", { name: /Credit/ }).click();
  const dialog = page.getByRole("dialog", { name: /Confirm with a code/ });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Code", { exact: true }).fill("000000");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog.getByText("This code is wrong or was used already.")).toBeVisible();
  // Escape closes the dialog alone: what was typed is still there.
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(form.getByLabel("Reason")).toHaveValue("a correction that the customer asked for");
  await form.getByRole("button", { name: /Credit/ }).click();
  await dialog.getByLabel("Code", { exact: true }).fill(code());
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("$12.50", { exact: true })).toBeVisible();
  await own.close();
});
