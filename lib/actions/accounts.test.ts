import { beforeAll, expect, test } from "vitest";
import { listAccountsForReview } from "@/lib/prop-accounts";
import { type Admin, auditOf, newAdmin, performAction, REASON } from "@/testing/actors/admin";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";

let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader();
});

async function bought() {
  const { payment_id, stripe_payment_intent_id: intentId } = await startCheckout(me, {
    key: crypto.randomUUID(),
  });
  await confirm(intentId);
  for (const event of await eventsOf(intentId)) await deliver(event);
  await runAllJobs();
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [payment_id]);
  return rows[0].id as string;
}

const statusOf = async (id: string) =>
  (await as(me).get(`/v2/payments/prop-accounts/${id}`)).body.status;

const steps = async (id: string) =>
  (await auditOf(id)).map(({ action, before, after }) => [action, before?.status, after?.status]);

test("account.suspend: a reason for the customer → shown with the account until it is active again", async () => {
  const id = await bought();
  const read = async () => {
    const { status_reason, firm_reason } = (await as(me).get(`/v2/payments/prop-accounts/${id}`))
      .body;
    return [status_reason, firm_reason];
  };
  await performAction(admin, "account.suspend", { id, customer_reason: "verification" });
  expect(await read()).toEqual(["by_firm", "verification"]);
  await performAction(admin, "account.reinstate", { id });
  expect(await read()).toEqual([null, null]);
});

test("account.suspend, reinstate, close: an active account → audit entries, and webhooks to the customer's app", async () => {
  const id = await bought();
  expect((await performAction(admin, "account.suspend", { id })).status).toBe(200);
  expect(await statusOf(id)).toBe("suspended");
  expect((await performAction(admin, "account.reinstate", { id })).status).toBe(200);
  expect(await statusOf(id)).toBe("active");
  expect((await performAction(admin, "account.close", { id })).status).toBe(200);
  expect(await statusOf(id)).toBe("closed");
  expect(await steps(id)).toEqual([
    ["account.suspend", "active", "suspended"],
    ["account.reinstate", "suspended", "active"],
    ["account.close", "active", "closed"],
  ]);
  const [first] = await auditOf(id);
  expect(first).toMatchObject({ reason: REASON, request_id: expect.stringMatching(/^req_/) });
  const { rows } = await sql(
    "select changes -> 0 ->> 'to' as became from payment_events e join prop_accounts a on a.payment_id = e.payment_id where a.id = $1 and e.source = 'account' order by e.id",
    [id],
  );
  expect(rows.map(({ became }) => became)).toEqual([
    "provisioning",
    "active",
    "suspended",
    "active",
    "closed",
  ]);
});

test("account actions: not allowed in the account's state → INVALID_STATE with a reason, no audit entry", async () => {
  const id = await bought();
  for (const [action, message] of [
    ["account.reinstate", "This account isn't suspended by an admin."],
    ["account.retry", "Only accounts without a subaccount can be retried."],
    ["account.venue_done", "This account has no open venue step."],
  ] as const) {
    const { status, body } = await performAction(admin, action, { id });
    expect([status, body.error.code, body.error.message]).toEqual([409, "INVALID_STATE", message]);
  }
  const short = await performAction(admin, "account.close", { id, reason: " x " });
  expect([short.status, short.body.error.fields[0].path]).toEqual([400, "reason"]);
  expect((await performAction(admin, "account.close", { id: "prop_none" })).status).toBe(404);
  expect(await auditOf(id)).toEqual([]);
});

test("account.reinstate: a dispute holds the account as well → still suspended; again → INVALID_STATE", async () => {
  const id = await bought();
  await performAction(admin, "account.suspend", { id });
  await sql("update prop_accounts set dispute_hold = true where id = $1", [id]);
  await performAction(admin, "account.reinstate", { id });
  expect(await statusOf(id)).toBe("suspended");
  const again = await performAction(admin, "account.reinstate", { id });
  expect(again.body.error.message).toContain("because of an open dispute");
});

test("account.retry: ten failed attempts → provisioned and active", async () => {
  const id = await bought();
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null, entity = null, provisioning_attempts = 10, provisioning_failed_at = now(), provisioning_error = 'no answer' where id = $1",
    [id],
  );
  expect((await performAction(admin, "account.retry", { id })).status).toBe(200);
  expect(await statusOf(id)).toBe("provisioning");
  await runAllJobs();
  expect(await statusOf(id)).toBe("active");
  expect(await steps(id)).toEqual([["account.retry", "provisioning_failed", "provisioning"]]);
});

test("account.retry: a pending creation of unknown result, nothing_made → cleared and repeated", async () => {
  const id = await bought();
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null, provisioning_failed_at = now(), creation_newest_before = 3, provisioning_error = 'Two are new.' where id = $1",
    [id],
  );
  await performAction(admin, "account.retry", { id, nothing_made: true });
  const { rows } = await sql(
    "select entity, creation_newest_before, provisioning_error from prop_accounts where id = $1",
    [id],
  );
  expect(rows).toEqual([{ entity: null, creation_newest_before: null, provisioning_error: null }]);
});

test("account.retry: the venue may still create it, or has created it, nothing_made → INVALID_STATE", async () => {
  const id = await bought();
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, provisioning_failed_at = now(), creation_newest_before = 3, creation_retry_from = now() + interval '1 minute' where id = $1",
    [id],
  );
  const early = await performAction(admin, "account.retry", { id, nothing_made: true });
  expect([early.status, early.body.error.code]).toEqual([409, "INVALID_STATE"]);
  await sql(
    "update prop_accounts set subaccount_id = 999, creation_newest_before = null, creation_retry_from = null where id = $1",
    [id],
  );
  expect((await performAction(admin, "account.retry", { id, nothing_made: true })).status).toBe(
    409,
  );
});

test("account.close: a pending creation of unknown result → the venue is still searched for it", async () => {
  const id = await bought();
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null, provisioning_failed_at = now(), creation_newest_before = 3 where id = $1",
    [id],
  );
  await performAction(admin, "account.close", { id });
  const { rows } = await sql(
    "select 1 from graphile_worker._private_jobs where payload ->> 'prop_account_id' = $1",
    [id],
  );
  expect(rows).toHaveLength(1);
});

test("listAccountsForReview: an account that the venue didn't create → listed with the venue's reason", async () => {
  const id = await bought();
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null, entity = null, provisioning_failed_at = now(), provisioning_error = 'no such size' where id = $1",
    [id],
  );
  const rows = await listAccountsForReview(admin.ctx);
  expect(rows.find(({ prop_account_id }) => prop_account_id === id)).toMatchObject({
    status: "provisioning_failed",
    note: "no such size",
  });
});

test("account.venue_done: a note about manual work at the venue → cleared", async () => {
  const id = await bought();
  await sql("update prop_accounts set venue_note = 'Stop it there.' where id = $1", [id]);
  await performAction(admin, "account.venue_done", { id });
  expect(await auditOf(id)).toMatchObject([
    { before: { venueNote: "Stop it there." }, after: { venueNote: null } },
  ]);
});

test("account.grant: one idempotency key twice → one account; another key → a second one", async () => {
  const grant = {
    user_id: me.publicId,
    tier_id: "tier_25k",
    asset_class: "crypto",
    account_size: 25_000,
    // The tests before have bought this tier.
    despite_payments: true,
  };
  const key = crypto.randomUUID();
  const [first, second] = await Promise.all(
    [1, 2].map(() => performAction(admin, "account.grant", { ...grant, idempotency_key: key })),
  );
  const replay = await performAction(admin, "account.grant", { ...grant, idempotency_key: key });
  const ids = [first, second, replay].flatMap((response) => response?.body.id ?? []);
  expect(new Set(ids).size).toBe(1);
  const other = await performAction(admin, "account.grant", {
    ...grant,
    idempotency_key: crypto.randomUUID(),
  });
  expect(ids).not.toContain(other.body.id);
  await runAllJobs();
  expect(await statusOf(other.body.id)).toBe("active");
  expect(await auditOf(other.body.id)).toMatchObject([{ action: "account.grant" }]);
  const unknown = await performAction(admin, "account.grant", {
    ...grant,
    user_id: "usr_none",
    idempotency_key: crypto.randomUUID(),
  });
  expect(unknown.status).toBe(404);
});
