import { seriousFindings } from "../axe";
import { programId, topUp } from "../funds";
import { signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { act, buyer, expect, seeEntries, status, test } from "./act";

test("an account: suspend, reinstate, done at the venue, try again, close", async ({
  page,
  theirs,
  baseURL,
}) => {
  const { account: id } = await buyer(theirs, baseURL ?? "");
  await page.goto(`/admin/accounts/${id}`);
  expect(await seriousFindings(page)).toEqual([]);
  await act(page, "Suspend");
  await expect(status(page, "Suspended")).toBeVisible();
  await act(page, "Reinstate");
  await expect(status(page, "Active")).toBeVisible();
  // The venue is told of each change by a job, which would write over what follows.
  await expect
    .poll(
      async () =>
        (await sql("select 1 from graphile_worker.jobs where task_identifier = 'tell-venue'"))
          .length,
    )
    .toBe(0);
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
  theirs,
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

test("a purchase: try again, roll back", async ({ page, theirs, baseURL }) => {
  await signInAsNewTrader(theirs, baseURL ?? "");
  const shop = await theirs.newPage();
  const login = await topUp(shop, 50_000, baseURL ?? "");
  const bought = await theirs.request.post("/prop/challenge/buy", {
    data: { program_id: await programId(theirs.request, "two-phase-100k"), payer_login: login },
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
