import type { BrowserContext, Page } from "@playwright/test";
import { seriousFindings } from "./axe";
import { payIntent, programId, topUp } from "./funds";
import { signIn, signInAsNewTrader } from "./sign-in";
import { sql, stack } from "./stack";
import { expect, test } from "./trader";

const REASON = "asked for in a letter";
const tier = {
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  amount_cents: 19_900,
};

/** Opens an action's form, fills in the reason and what else is given, and does it. */
async function act(page: Page, name: string, fields: Record<string, string> = {}) {
  await page.getByRole("button", { name, exact: true }).click();
  const form = page.getByRole("dialog");
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value);
  await form.getByLabel("Reason").fill(REASON);
  await form.getByRole("button").last().click();
  await expect(form).toBeHidden();
}

/** What the audit log shows of a thing, newest first. */
async function seeEntries(page: Page, subject: string, actions: string[]) {
  await page.goto(`/admin/audit?subject=${encodeURIComponent(subject)}`);
  const rows = page.getByRole("table", { name: "Audit log" }).locator("tbody tr");
  await expect(rows).toHaveCount(actions.length);
  for (const [i, action] of actions.entries()) {
    await expect(rows.nth(i)).toContainText(action);
    await expect(rows.nth(i)).toContainText(REASON);
  }
}

const status = (page: Page, word: string) =>
  page
    .locator("header")
    .filter({ has: page.getByRole("heading", { level: 1 }) })
    .getByText(word, { exact: true });

const publicIdOf = async (email: string) =>
  (await sql("select public_id from customers where email = $1", [email]))[0].public_id as string;

/** A trader in a browser of their own, and what they bought by card. */
async function buyer(context: BrowserContext, origin: string) {
  const { email } = await signInAsNewTrader(context, origin);
  const { request } = context;
  const made = await request.post("/v2/payments/checkout", { data: tier, headers: { origin } });
  const { payment_id, stripe_payment_intent_id } = await made.json();
  await payIntent(stripe_payment_intent_id);
  const bought = async () =>
    (await (await request.get(`/v2/payments/prop-accounts?payment_id=${payment_id}`)).json())[0];
  await expect.poll(async () => (await bought())?.status).toBe("active");
  return { email, payment: payment_id as string, account: (await bought()).id as string };
}

test.describe("each action of the console, and its entry in the audit log", () => {
  let theirs: BrowserContext;
  test.beforeEach(async ({ page, browser, baseURL }) => {
    await signIn(page.context(), "admin@propdesk.test", "demo-admin-2026");
    theirs = await browser.newContext({ baseURL });
  });
  test.afterEach(() => theirs.close());

  test("an account: suspend, reinstate, done at the venue, try again, close", async ({
    page,
    baseURL,
  }) => {
    const { account: id } = await buyer(theirs, baseURL ?? "");
    await page.goto(`/admin/accounts/${id}`);
    expect(await seriousFindings(page)).toEqual([]);
    await act(page, "Suspend");
    await expect(status(page, "Suspended")).toBeVisible();
    await act(page, "Reinstate");
    await expect(status(page, "Active")).toBeVisible();
    await sql("update prop_accounts set venue_note = 'Stop it there.' where id = $1", [id]);
    await page.reload();
    await act(page, "Done at the venue");
    await expect(page.getByText("Stop it there.")).toHaveCount(0);
    await sql(
      "update prop_accounts set activated_at = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null, entity = null, provisioning_failed_at = now() where id = $1",
      [id],
    );
    await page.reload();
    await act(page, "Try again");
    await expect(status(page, "Active")).toBeVisible();
    await act(page, "Close");
    await expect(status(page, "Closed")).toBeVisible();
    await seeEntries(page, `account:${id}`, [
      "account.close",
      "account.retry",
      "account.venue_done",
      "account.reinstate",
      "account.suspend",
    ]);
  });

  test("a payment: a reason is asked for, a part is refunded, then the rest; a look is ticked off", async ({
    page,
    baseURL,
  }) => {
    const { payment: id } = await buyer(theirs, baseURL ?? "");
    await sql("update payments set review_reason = 'Look at this.' where id = $1", [id]);
    await page.goto(`/admin/payments/${id}`);
    await act(page, "Looked at");
    await expect(page.getByText("Look at this.")).toHaveCount(0);
    await page.getByRole("button", { name: "Refund", exact: true }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Amount in USD").fill("199.01");
    await form.getByRole("button", { name: /^Refund \$/ }).click();
    await expect(form.getByText("That is more than there is")).toBeVisible();
    await expect(form.getByText("Say why")).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    await form.getByRole("button", { name: "Cancel" }).click();
    await act(page, "Refund", { "Amount in USD": "50" });
    await expect(status(page, "Partly refunded")).toBeVisible();
    await act(page, "Refund");
    await expect(status(page, "Refunded")).toBeVisible();
    await seeEntries(page, `payment:${id}`, [
      "payment.refund",
      "payment.refund",
      "payment.review_done",
    ]);
  });

  test("a purchase: try again, roll back", async ({ page, baseURL }) => {
    await signInAsNewTrader(theirs, baseURL ?? "");
    const shop = await theirs.newPage();
    const login = await topUp(shop, 50_000, baseURL ?? "");
    const bought = await theirs.request.post("/prop/challenge/buy", {
      data: { program_id: await programId(theirs.request, "evaluation-50k"), payer_login: login },
      headers: { origin: baseURL ?? "" },
    });
    const { id } = (await bought.json()).purchase;
    const [{ id: failed }] = await sql(
      `insert into purchases (customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, status, failure_code, terms_version, consent_ip, consent_user_agent)
       select customer_id, program_id, program, payer_login, 0, currency, 0, account_group, account_currency, initial_balance_cents, 4, 'ACCOUNT_CREATION_FAILED', terms_version, consent_ip, consent_user_agent from purchases where id = $1 returning id`,
      [id],
    );
    await page.goto(`/admin/purchases/${failed}`);
    await act(page, "Try again");
    await expect(status(page, "Active")).toBeVisible();
    await seeEntries(page, `purchase:${failed}`, ["purchase.retry"]);
    await page.goto(`/admin/purchases/${id}`);
    await act(page, "Roll back");
    await expect(status(page, "Refunded")).toBeVisible();
    await seeEntries(page, `purchase:${id}`, ["purchase.rollback"]);
  });

  test("a customer: give an account and a challenge, credit, debit, second factor, disable, enable", async ({
    page,
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
    const id = await shown.locator("dd").first().locator("code").innerText();
    const secret = await shown.locator("dd").last().locator("code").innerText();
    const token = () =>
      request.post("/v2/oauth/token", {
        form: { grant_type: "client_credentials", client_id: id, client_secret: secret },
      });
    expect((await token()).status()).toBe(200);
    await page.goto(`/admin/apps/${id}`);
    await expect(page.getByText(secret)).toHaveCount(0);
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

  test("an event replayed, a webhook sent again, a failed job tried again", async ({
    page,
    request,
    baseURL,
  }) => {
    const { payment } = await buyer(theirs, baseURL ?? "");
    const [event] = await sql("select id from stripe_events where payment_id = $1 limit 1", [
      payment,
    ]);
    await page.goto(`/admin/stripe-events/${event.id}`);
    await act(page, "Replay");
    await expect(status(page, "Handled")).toBeVisible();
    await seeEntries(page, `stripe_event:${event.id}`, ["stripe_event.replay"]);

    const { client_id, client_secret } = stack().demo.app;
    const form = { grant_type: "client_credentials", client_id, client_secret };
    const { access_token } = await (await request.post("/v2/oauth/token", { form })).json();
    const headers = { authorization: `Bearer ${access_token}` };
    const made = await request.post("/v2/webhook-endpoints", {
      data: { url: "http://127.0.0.1:9/closed", events: ["prop_account.closed"] },
      headers,
    });
    const endpoint = (await made.json()).id;
    await request.post(`/v2/webhook-endpoints/${endpoint}/test`, { headers });
    const [delivery] = await sql("select id from webhook_deliveries where endpoint_id = $1", [
      endpoint,
    ]);
    await page.goto(`/admin/deliveries/${delivery.id}`);
    await act(page, "Send again");
    await expect(page.getByText("another delivery of it")).toBeVisible();
    await seeEntries(page, `delivery:${delivery.id}`, ["delivery.redeliver"]);
    await request.delete(`/v2/webhook-endpoints/${endpoint}`, { headers });

    const [job] = await sql(
      "select id from graphile_worker.add_job('settle-deposit', '{\"payment_id\": \"pay_none\"}', run_at => now() + interval '1 day')",
    );
    await sql(
      "update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'The wallet did not answer.' where id = $1",
      [job.id],
    );
    await page.goto("/admin/jobs");
    await expect(page.getByRole("table", { name: "Failed jobs" })).toContainText(
      "The wallet did not answer.",
    );
    await page.goto(`/admin/jobs/${job.id}`);
    await act(page, "Try again");
    await seeEntries(page, `job:${job.id}`, ["job.retry"]);
  });
});
