import type { Page } from "@playwright/test";
import { seriousFindings } from "./axe";
import { signIn } from "./sign-in";
import { control, payIntent, withoutEvents } from "./stripe-sandbox";
import { expect, test } from "./trader";

const tier = {
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  amount_cents: 19_900,
};

/** A card payment that is paid and then disputed. Returns its id. */
async function disputedPayment({ request }: Page, origin: string) {
  const created = await request.post("/v2/payments/checkout", { data: tier, headers: { origin } });
  const { payment_id, stripe_payment_intent_id: intent } = await created.json();
  await payIntent(intent);
  const accounts = async () =>
    (await (await request.get(`/v2/payments/prop-accounts?payment_id=${payment_id}`)).json())[0]
      ?.status;
  await expect.poll(accounts).toBe("active");
  await control(`payment_intents/${intent}/dispute`);
  await expect.poll(accounts).toBe("suspended");
  return payment_id as string;
}

test("payment page: paid and disputed → its history", async ({ page, trader: _, baseURL }) => {
  const id = await disputedPayment(page, baseURL ?? "");
  await page.goto("/dashboard");
  await page
    .locator(`[data-payment="${id}"]`)
    .getByRole("link", { name: /^Details/ })
    .click();
  await page.waitForURL(`**/dashboard/payments/${id}`);
  await expect(page.getByRole("heading", { name: "$199.00" })).toBeVisible();
  const lines = page.getByRole("list", { name: "Timeline" }).getByRole("listitem");
  await expect(lines).toHaveText([
    /^Checkout started/,
    /^Paid/,
    /^Account setup started/,
    /^Account ready/,
    /^\$199\.00 disputed.*The money is held until the bank decides/,
    /^Account suspended/,
  ]);
  expect(await seriousFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await seriousFindings(page)).toEqual([]);
});

test("payment page: paid, event lost → never shown as unpaid, and paid after the sync", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const headers = { origin: baseURL ?? "" };
  const created = await page.request.post("/v2/payments/checkout", { data: tier, headers });
  const { payment_id, stripe_payment_intent_id: intent } = await created.json();
  await withoutEvents(intent, () => payIntent(intent));
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`**/${payment_id}/sync`, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`/dashboard/payments/${payment_id}`);
  await expect(page.getByText("Checking if this is paid…")).toBeVisible();
  await expect(page.getByText("You haven't been charged")).toHaveCount(0);
  release();
  await expect(page.getByText("Paid", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Receipt" })).toBeVisible();
});

test("payment page: open, and the sync fails → says so, not that it is unpaid", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const headers = { origin: baseURL ?? "" };
  const created = await page.request.post("/v2/payments/checkout", { data: tier, headers });
  const { payment_id } = await created.json();
  await page.route(`**/${payment_id}/sync`, (route) => route.abort());
  await page.goto(`/dashboard/payments/${payment_id}`);
  await expect(page.getByText("We can't check right now if this is paid.")).toBeVisible();
  await page.unroute(`**/${payment_id}/sync`);
  await page.reload();
  await expect(page.getByText("Not paid yet. You haven't been charged.")).toBeVisible();
});

test("payment page of the console: an admin → the evidence of each step; another customer → not found", async ({
  page,
  trader: _,
  browser,
  baseURL,
}) => {
  const id = await disputedPayment(page, baseURL ?? "");
  const context = await browser.newContext({ baseURL });
  const adminPage = await context.newPage();
  await signIn(context, "admin@propdesk.test", "demo-admin-2026");
  await adminPage.goto(`/dashboard/payments/${id}`);
  await expect(adminPage.getByText("We can't find this payment")).toBeVisible();
  await adminPage.goto(`/admin/payments/${id}`);
  const steps = adminPage.getByRole("region", { name: "Timeline" }).getByRole("listitem");
  await expect(steps.filter({ hasText: "charge.dispute.created" }).first()).toContainText(
    "payment succeeded → disputed",
  );
  await expect(steps.filter({ hasText: "prop_account.suspended" }).first()).toContainText(
    "account active → suspended",
  );
  expect(await seriousFindings(adminPage)).toEqual([]);
  await context.close();
  await page.goto(`/admin/payments/${id}`);
  await expect(page.getByText("charge.dispute.created")).toHaveCount(0);
});
