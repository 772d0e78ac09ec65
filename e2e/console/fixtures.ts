import type { BrowserContext, Page } from "@playwright/test";
import { actionTitles } from "../../components/admin/actions/action-titles";
import { signIn, signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { payIntent } from "../stripe-sandbox";
import { test as base, expect, openUntilShown } from "../trader";

export { expect, openUntilShown };

const REASON = "requested by email";
const tier = {
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  amount_cents: 19_900,
};

/** `page`: the demo admin is signed in. `traderContext`: a second browser context, for a trader. */
export const test = base.extend<{ traderContext: BrowserContext }>({
  page: async ({ page }, use) => {
    await signIn(page.context(), "admin@propdesk.test", "demo-admin-2026");
    await use(page);
  },
  traderContext: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL });
    await use(context);
    await context.close();
  },
});

/** Performs an action of the console: opens its form, fills in the fields and the reason, and sends it. */
export async function performAction(page: Page, name: string, fields: Record<string, string> = {}) {
  const bar = page.getByRole("group", { name: "Actions" });
  await bar.getByRole("button", { name, exact: true }).click();
  const form = page.getByRole("dialog");
  // Nothing is chosen at first where there are several.
  const choice = form.locator("select").filter({ has: page.locator('option[value=""]') });
  if ((await choice.count()) > 0) await choice.selectOption({ index: 1 });
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value);
  await form.getByLabel(/^Reason( \*)?$/).fill(REASON);
  await form.getByRole("button").last().click();
  await expect(form).toBeHidden();
}

/** Expects the audit log of a subject to have exactly these actions, newest first. */
export async function expectAuditEntries(page: Page, subject: string, actions: string[]) {
  await page.goto(`/admin/audit?subject=${encodeURIComponent(subject)}`);
  const rows = page.getByRole("table", { name: "Audit log" }).locator("tbody tr");
  await expect(rows).toHaveCount(actions.length);
  for (const [i, action] of actions.entries()) {
    await expect(rows.nth(i)).toContainText(actionTitles[action] ?? action);
    await expect(rows.nth(i)).toContainText(REASON);
  }
}

/** The status beside the page's heading. */
export const status = (page: Page, word: string) =>
  page
    .locator("header")
    .filter({ has: page.getByRole("heading", { level: 1 }) })
    .getByText(word, { exact: true });

/** The public id of a customer. */
export const publicIdOf = async (email: string) =>
  (await sql("select public_id from customers where email = $1", [email]))[0].public_id as string;

/** Signs up a trader in `context`, who buys an account by card. */
export async function buyAccount(context: BrowserContext, origin: string) {
  const { email } = await signInAsNewTrader(context, origin);
  const { request } = context;
  const created = await request.post("/v2/payments/checkout", { data: tier, headers: { origin } });
  const { payment_id, stripe_payment_intent_id } = await created.json();
  await payIntent(stripe_payment_intent_id);
  const account = async () =>
    (await (await request.get(`/v2/payments/prop-accounts?payment_id=${payment_id}`)).json())[0];
  await expect.poll(async () => (await account())?.status).toBe("active");
  return { email, payment: payment_id as string, account: (await account()).id as string };
}
