import { buyProgram, firstWallet, topUp } from "./api";
import { seriousFindings } from "./axe";
import { expect, test } from "./trader";

test("challenge page: a bought challenge → its phases with their rules, and its purchase", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const login = await topUp(page, 60_000, origin);
  const { challenge, payment_order } = await buyProgram(page, "two-phase-100k", login, origin);
  await page.goto("/dashboard/challenges");
  // The list of challenges is a part of the list of accounts.
  await page.waitForURL("/dashboard/accounts");
  await page.getByRole("table").getByRole("link", { name: "Two-step 100K" }).click();
  await page.waitForURL(`/dashboard/challenges/${challenge.id}`);
  const phases = page.getByRole("list", { name: "Phases" }).getByRole("listitem");
  await expect(phases).toHaveCount(3);
  await expect(phases.nth(0)).toHaveAttribute("aria-current", "step");
  await expect(phases.nth(0)).toContainText(/until .* UTC \(30 days left\)/);
  await expect(phases.nth(1)).toContainText("Not started");
  await expect(phases.nth(2)).toContainText("Not started");
  const rules = page.getByRole("region", { name: "Rules", exact: true });
  await expect(rules.getByRole("row", { name: /^Profit target/ })).toHaveText(
    "Profit target$8,0008%$5,0005%None",
  );
  // What the phases have in common is said once.
  await expect(rules.getByRole("row", { name: /^Max total loss/ })).toHaveText(
    "Max total loss$10,00010%",
  );
  await rules.getByText("Rules in full").click();
  const loss = rules.getByRole("definition").filter({ hasText: "Equity below $90,000.00" });
  // Once for all phases, so without their names.
  await expect(loss).toHaveCount(1);
  await expect(loss).not.toContainText("Evaluation");
  const target = rules.getByRole("definition").filter({ hasText: "$108,000.00" });
  await expect(target).toHaveText(/^Evaluation/);
  // There are no payouts yet, so no page names a profit split.
  await expect(rules).not.toContainText("85%");
  const purchase = page.getByRole("list", { name: "Purchase" });
  await expect(purchase).toContainText(`$499.00, reference ${payment_order}, from wallet ${login}`);
  expect(await seriousFindings(page)).toEqual([]);
});

test("challenge page: reset the trading password and change it → the temporary one is shown once", async ({
  page,
  trader,
  baseURL,
}) => {
  const login = await firstWallet(page);
  const { challenge } = await buyProgram(page, "trial-10k", login, baseURL ?? "");
  await page.goto(`/dashboard/challenges/${challenge.id}`);
  await page.getByRole("button", { name: "Forgot password?" }).click();
  await page.getByLabel("Your account password").fill("not the password");
  await page.getByRole("button", { name: "Get new password" }).click();
  await expect(page.getByText("Incorrect password.")).toBeVisible();
  await page.getByLabel("Your account password").fill(trader.password);
  await page.getByRole("button", { name: "Get new password" }).click();
  await expect(page.getByText("Save this password now")).toBeVisible();
  const shown = await page.getByRole("status").locator("code").allInnerTexts();
  const temporary = shown.at(-1) ?? "";
  expect(temporary).toMatch(/^\S{12,}$/);

  const notice = page.getByText("Set your own trading password before you trade.");
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByLabel("Current trading password").fill("another password");
  await page.getByLabel("New trading password").fill("my own password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("That isn't this account's current password.")).toBeVisible();
  await page.getByLabel("Current trading password").fill(temporary);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed.", { exact: false })).toBeVisible();
  await expect(notice).toHaveCount(0);
  await page.reload();
  expect(await page.content()).not.toContain(temporary);
});
