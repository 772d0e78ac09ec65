import { beforeAll, expect, test } from "vitest";
import { newAdmin } from "@/testing/actors/admin";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { searchAs } from "@/testing/http/admin-search";
import { payForAccount, startCheckout } from "@/testing/stripe/payments";

let admin: Awaited<ReturnType<typeof newAdmin>>;
let maria: Trader;
beforeAll(async () => {
  admin = await newAdmin();
  maria = await newTrader(200_000n);
});

const find = (q: string) => searchAs(admin).find(q);
const statusOf = async (q: string) => (await find(q))[0]?.records[0]?.status;

test("GET /api/admin/search: a payment or purchase with a problem behind its status → the state that support answers with", async () => {
  const payment = await payForAccount(maria);
  await runAllJobs();
  const [account] = (await sql("select * from prop_accounts where payment_id = $1", [payment.id]))
    .rows;
  const { purchase } = (await buyFromWallet(maria)).body;
  const accountSql =
    "update prop_accounts set provisioning_failed_at = $2, activated_at = $3 where id = $1";
  const active =
    "update prop_accounts set subaccount_id = $2, subaccount_uuid = $3, synthetic_hotkey = $4, entity = $5, activated_at = $6, provisioning_failed_at = null where id = $1";
  await sql(active, [account.id, null, null, null, null, null]);
  await sql(accountSql, [account.id, new Date(), null]);
  expect(await statusOf(payment.id)).toBe("provisioning_failed");
  expect(await statusOf(account.id)).toBe("provisioning_failed");
  await sql(active, [
    account.id,
    account.subaccount_id,
    account.subaccount_uuid,
    account.synthetic_hotkey,
    account.entity,
    account.activated_at,
  ]);
  const flag = "update payments set review_kind = $2, review_reason = $2 where id = $1";
  for (const [kind, status] of [
    ["refund_failed", "refund_failed"],
    ["mismatch", "flagged"],
    [null, "succeeded"],
  ]) {
    await sql(flag, [payment.id, kind]);
    expect(await statusOf(payment.id)).toBe(status);
  }
  const lost = await startCheckout(maria, { key: crypto.randomUUID() });
  expect(await statusOf(lost.payment_id)).toBe("unconfirmed");
  const state = async () =>
    (await find(String(purchase.id))).find(({ kind }) => kind === "purchases")?.records[0]?.status;
  expect(await state()).toBe("active");
  await sql(
    "update challenges set held_at = now(), hold_reason = 'deposit_disputed', hold_payment_id = $2 where purchase_id = $1",
    [purchase.id, payment.id],
  );
  expect(await state()).toBe("suspended");
  await sql(
    "update challenges set held_at = null, hold_reason = null, hold_payment_id = null where purchase_id = $1",
    [purchase.id],
  );
  await sql(
    "update purchases set rollback_problem = 'x', updated_at = now() - interval '1 hour' where id = $1",
    [purchase.id],
  );
  expect(await state()).toBe("stalled");
  await sql("update purchases set rollback_problem = null, updated_at = now() where id = $1", [
    purchase.id,
  ]);
});
