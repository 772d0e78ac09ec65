import type { Page } from "@playwright/test";
import { seriousFindings } from "./axe";
import { payIntent } from "./funds";
import { signIn } from "./sign-in";
import { control, expect, test } from "./trader";

const tier = {
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  amount_cents: 19_900,
};

/** A challenge that is paid and disputed, and the lines of its history up to there. */
async function disputedPayment({ request }: Page, origin: string) {
  const made = await request.post("/v2/payments/checkout", { data: tier, headers: { origin } });
  const { payment_id, stripe_payment_intent_id: intent } = await made.json();
  await payIntent(intent);
  const accounts = async () =>
    (await (await request.get(`/v2/payments/prop-accounts?payment_id=${payment_id}`)).json())[0]
      ?.status;
  await expect.poll(accounts).toBe("active");
  await control(`payment_intents/${intent}/dispute`);
  await expect.poll(accounts).toBe("suspended");
  return payment_id as string;
}

test("a trader reads what became of a payment, in plain words", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const id = await disputedPayment(page, baseURL ?? "");
  await page.goto("/dashboard");
  await page
    .locator(`[data-payment="${id}"]`)
    .getByRole("link", { name: /^Details/ })
    .click();
  await page.waitForURL(`**/dashboard/payments/${id}`);
  await expect(page.getByRole("heading", { name: "$199.00" })).toBeVisible();
  const lines = page.getByRole("list", { name: "History" }).getByRole("listitem");
  await expect(lines).toHaveText([
    /^Checkout begun/,
    /^Paid/,
    /^Account is being created/,
    /^Account ready/,
    /^\$199\.00 disputed.*Until it decides, the money is held/,
    /^Account suspended/,
  ]);
  expect(await seriousFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await seriousFindings(page)).toEqual([]);
});

test("an admin sees the evidence of each step; a stranger finds no such payment", async ({
  page,
  trader: _,
  browser,
  baseURL,
}) => {
  const id = await disputedPayment(page, baseURL ?? "");
  const context = await browser.newContext({ baseURL });
  const desk = await context.newPage();
  await signIn(context, "admin@propdesk.test", "demo-admin-2026");
  await desk.goto(`/dashboard/payments/${id}`);
  await expect(desk.getByText("We can't find this payment")).toBeVisible();
  await desk.goto(`/admin/payments/${id}`);
  const steps = desk.getByRole("region", { name: "History" }).getByRole("listitem");
  await expect(steps.filter({ hasText: "charge.dispute.created" }).first()).toContainText(
    "payment succeeded → disputed",
  );
  await expect(steps.filter({ hasText: "prop_account.suspended" }).first()).toContainText(
    "account active → suspended",
  );
  expect(await seriousFindings(desk)).toEqual([]);
  await context.close();
  await page.goto(`/admin/payments/${id}`);
  await expect(page.getByText("charge.dispute.created")).toHaveCount(0);
});
