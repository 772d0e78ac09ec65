import { buyProgram, firstWallet, readChallenges, topUp } from "./api";
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
  await page.getByRole("link", { name: /^View challenge: Two-step 100K/ }).click();
  await page.waitForURL(`/dashboard/challenges/${challenge.id}`);
  const phases = page.getByRole("list", { name: "Phases" }).getByRole("listitem");
  await expect(phases).toHaveCount(3);
  await expect(phases.nth(0)).toHaveAttribute("aria-current", "step");
  for (const rule of ["$8,000", "$5,000", "$10,000", "30 days", "5 days", "At most 20"]) {
    await expect(phases.nth(0)).toContainText(rule);
  }
  await expect(phases.nth(0)).toContainText(/until .* UTC \(30 days left\)/);
  await expect(phases.nth(1)).toContainText("Not started");
  await expect(phases.nth(2)).toContainText("Not started");
  // There are no payouts yet, so no page names a profit split.
  await expect(phases.nth(2)).not.toContainText("85%");
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

  const notice = page.getByText("You're still using the temporary password.");
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

test("challenges: a failed purchase → says where the money is; retried → its password", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const login = await firstWallet(page);
  await buyProgram(page, "trial-10k", login, baseURL ?? "");
  const purchased = await readChallenges(page);
  const failed = {
    ...purchased.purchases[0],
    status: 4,
    status_name: "failed",
    next_action: "RETRY",
    can_retry: true,
    payment_status: "failed",
    amount: 499,
    failure_reason: "PAYMENT_FAILED",
  };
  let body: object = { ...purchased, purchases: [failed], challenges: [] };
  await page.route(/\/prop\/challenges\?/, (route) => route.fulfill({ json: body }));
  await page.route("**/prop/purchases/*/retry", (route) => {
    body = purchased;
    return route.fulfill({ json: { account: { login }, temporary_password: "k3ep-me-n0w" } });
  });
  await page.goto("/dashboard/challenges", { waitUntil: "networkidle" });
  // What the server rendered counts as fresh for two seconds; returning to the tab refetches.
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect(
    page.getByText("We couldn't charge the fee. You haven't been charged."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Try again for $499.00" }).click();
  await expect(page.getByText("k3ep-me-n0w")).toBeVisible();
  await expect(page.getByRole("link", { name: /^View challenge: Trial 10K/ })).toBeVisible();
  await expect(page.getByText("k3ep-me-n0w")).toBeVisible();
});
