import { buyProgram, programId, topUp } from "../api";
import { seriousFindings } from "../axe";
import { signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import {
  buyAccount,
  expect,
  expectAuditEntries,
  openUntilShown,
  performAction,
  status,
  test,
} from "./fixtures";

test("an account: suspend, reinstate, done at the venue, retry, close → each done and audited", async ({
  page,
  traderContext,
  baseURL,
}) => {
  const { account: id } = await buyAccount(traderContext, baseURL ?? "");
  await page.goto(`/admin/accounts/${id}`);
  expect(await seriousFindings(page)).toEqual([]);
  await performAction(page, "Suspend");
  await expect(status(page, "Suspended")).toBeVisible();
  await performAction(page, "Reinstate");
  await expect(status(page, "Active")).toBeVisible();
  // A job syncs each change to the venue and would overwrite the next update.
  await expect
    .poll(
      async () =>
        (await sql("select 1 from graphile_worker.jobs where task_identifier = 'sync-venue'"))
          .length,
    )
    .toBe(0);
  await sql("update prop_accounts set venue_note = 'Stop it there.' where id = $1", [id]);
  await page.reload();
  await performAction(page, "Mark venue step as done");
  await expect(page.getByText("Stop it there.")).toHaveCount(0);
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null, entity = null, provisioning_failed_at = now() where id = $1",
    [id],
  );
  await page.reload();
  await performAction(page, "Retry setup");
  await expect(status(page, "Active")).toBeVisible();
  await performAction(page, "Close");
  await expect(status(page, "Closed")).toBeVisible();
  await expectAuditEntries(page, `account:${id}`, [
    "account.close",
    "account.retry",
    "account.venue_done",
    "account.reinstate",
    "account.suspend",
  ]);
});

test("a payment: review marked as done, refund without a reason, partial and full refund → validated, done and audited", async ({
  page,
  traderContext,
  baseURL,
}) => {
  const { payment: id } = await buyAccount(traderContext, baseURL ?? "");
  await sql(
    "update payments set review_kind = 'mismatch', review_reason = 'Look at this.' where id = $1",
    [id],
  );
  await page.goto(`/admin/payments/${id}`);
  await performAction(page, "Mark as reviewed");
  await expect(page.getByText("Look at this.")).toHaveCount(0);
  await page.getByRole("button", { name: "Refund", exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Amount in USD").fill("199.01");
  await form.getByRole("button", { name: /^Refund \$/ }).click();
  await expect(form.getByText("That's more than the available amount")).toBeVisible();
  await expect(form.getByText("Enter a reason")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await form.getByRole("button", { name: "Cancel" }).click();
  await performAction(page, "Refund", { "Amount in USD": "50" });
  await expect(status(page, "Partially refunded")).toBeVisible();
  await performAction(page, "Refund");
  await expect(status(page, "Refunded")).toBeVisible();
  await expectAuditEntries(page, `payment:${id}`, [
    "payment.refund",
    "payment.refund",
    "payment.review_done",
  ]);
});

test("a purchase: retry a failed one, roll back a bought one → done and audited", async ({
  page,
  traderContext,
  baseURL,
}) => {
  await signInAsNewTrader(traderContext, baseURL ?? "");
  const traderPage = await traderContext.newPage();
  const login = await topUp(traderPage, 50_000, baseURL ?? "");
  const purchase = await traderContext.request.post("/prop/challenge/buy", {
    data: {
      program_id: await programId(traderContext.request, "two-phase-100k"),
      payer_login: login,
    },
    headers: { origin: baseURL ?? "" },
  });
  const { id } = (await purchase.json()).purchase;
  const [{ id: failed }] = await sql(
    `insert into purchases (customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, status, failure_code, terms_version, consent_ip, consent_user_agent)
     select customer_id, program_id, program, payer_login, 0, currency, 0, account_group, account_currency, initial_balance_cents, 4, 'ACCOUNT_CREATION_FAILED', terms_version, consent_ip, consent_user_agent from purchases where id = $1 returning id`,
    [id],
  );
  await page.goto(`/admin/purchases/${failed}`);
  await performAction(page, "Retry purchase");
  await expect(status(page, "Active")).toBeVisible();
  await expectAuditEntries(page, `purchase:${failed}`, ["purchase.retry"]);
  await page.goto(`/admin/purchases/${id}`);
  await performAction(page, "Cancel and refund to wallet");
  await expect(status(page, "Refunded")).toBeVisible();
  await expectAuditEntries(page, `purchase:${id}`, ["purchase.rollback"]);
});

test('a purchase: "please refund me" by email → found, canceled and refunded to the card in three clicks', async ({
  page,
  traderContext,
  baseURL,
}) => {
  const { email } = await signInAsNewTrader(traderContext, baseURL ?? "");
  const traderPage = await traderContext.newPage();
  const login = await topUp(traderPage, 50_000, baseURL ?? "");
  const { purchase } = await buyProgram(traderPage, "two-phase-100k", login, baseURL ?? "");
  await page.goto("/admin");
  const field = page.getByRole("combobox", { name: "Search the console" });
  await openUntilShown(field, (options) => page.locator("body").press("/", options));
  await page.evaluate(() => {
    sessionStorage.setItem("clicks", "0");
    const count = () =>
      sessionStorage.setItem("clicks", String(Number(sessionStorage.getItem("clicks")) + 1));
    document.addEventListener("pointerdown", count, true);
  });
  await field.fill(email);
  await page.getByRole("group", { name: "Purchases" }).getByRole("option").click();
  await page.waitForURL(`**/admin/purchases/${purchase.id}`);
  await page.getByRole("button", { name: "Cancel and refund to card" }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByText(/^\$499\.00 to Visa •••• 4242/)).toBeVisible();
  await expect(form.getByLabel(/^Reason( \*)?$/)).toBeFocused();
  await page.keyboard.type("requested by email");
  expect(await seriousFindings(page)).toEqual([]);
  await form.getByRole("button", { name: "Cancel and refund $499.00 to card" }).click();
  await expect(form).toBeHidden();
  expect(await page.evaluate(() => sessionStorage.getItem("clicks"))).toBe("3");
  const refund = page.getByRole("region", { name: "Refund to card" });
  await expect(refund.getByText("$499.00 to Visa •••• 4242")).toBeVisible();
  await expect(refund.getByText("Refunded", { exact: true })).toBeVisible();
  await expectAuditEntries(page, `purchase:${purchase.id}`, ["purchase.refund_to_card"]);
});
