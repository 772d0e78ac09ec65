import { beforeAll, expect, test } from "vitest";
import { GET as readAccount } from "@/app/api/v2/payments/prop-accounts/[id]/route";
import { listAccountsForReview } from "@/lib/prop-accounts";
import { call } from "@/testing/api";
import { sql } from "@/testing/callers";
import { type Admin, act, auditOf, newAdmin, REASON } from "@/testing/console";
import { buy, confirm, deliver, eventsOf, workOff } from "@/testing/stripe";
import { newTrader, type Trader } from "@/testing/trading";

let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader();
});

async function bought() {
  const headers = { ...me.appHeaders, "idempotency-key": crypto.randomUUID() };
  const { payment_id, stripe_payment_intent_id: intentId } = await buy(headers);
  await confirm(intentId);
  for (const event of await eventsOf(intentId)) await deliver(event);
  await workOff();
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [payment_id]);
  return rows[0].id as string;
}

const statusOf = async (id: string) =>
  (await call(readAccount, { headers: me.appHeaders, params: { id } })).body.status;

const steps = async (id: string) =>
  (await auditOf(id)).map(({ action, before, after }) => [action, before?.status, after?.status]);

test("suspended, reinstated and closed: each with its audit entry, and told to the customer's app", async () => {
  const id = await bought();
  expect((await act(admin, "account.suspend", { id })).status).toBe(200);
  expect(await statusOf(id)).toBe("suspended");
  expect((await act(admin, "account.reinstate", { id })).status).toBe(200);
  expect(await statusOf(id)).toBe("active");
  expect((await act(admin, "account.close", { id })).status).toBe(200);
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

test("what is not to be done is refused in words, and leaves no entry", async () => {
  const id = await bought();
  for (const [action, words] of [
    ["account.reinstate", "No admin has suspended this account."],
    ["account.retry", "Only an account that has no subaccount yet can be tried again."],
    ["account.venue_done", "Nothing is to be done at the venue for this account."],
  ] as const) {
    const { status, body } = await act(admin, action, { id });
    expect([status, body.error.code, body.error.message]).toEqual([409, "INVALID_STATE", words]);
  }
  const short = await act(admin, "account.close", { id, reason: " x " });
  expect([short.status, short.body.error.fields[0].path]).toEqual([400, "reason"]);
  expect((await act(admin, "account.close", { id: "prop_none" })).status).toBe(404);
  expect(await auditOf(id)).toEqual([]);
});

test("an admin's suspension outlives a dispute that was won, and the other way round", async () => {
  const id = await bought();
  await act(admin, "account.suspend", { id });
  await sql("update prop_accounts set dispute_hold = true where id = $1", [id]);
  await act(admin, "account.reinstate", { id });
  expect(await statusOf(id)).toBe("suspended");
  const again = await act(admin, "account.reinstate", { id });
  expect(again.body.error.message).toContain("A dispute holds this account");
});

test("an account that failed ten times is tried again and becomes active", async () => {
  const id = await bought();
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null, entity = null, provisioning_attempts = 10, provisioning_failed_at = now(), provisioning_error = 'no answer' where id = $1",
    [id],
  );
  expect((await act(admin, "account.retry", { id })).status).toBe(200);
  expect(await statusOf(id)).toBe("provisioning");
  await workOff();
  expect(await statusOf(id)).toBe("active");
  expect(await steps(id)).toEqual([["account.retry", "provisioning_failed", "provisioning"]]);
});

test("an ask that only a person may repeat is cleared when the admin vouches for it", async () => {
  const id = await bought();
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null, provisioning_failed_at = now(), provisioning_error = 'Asked the venue when its newest subaccount was 3; to be asked again by a person only. Two are new.' where id = $1",
    [id],
  );
  await act(admin, "account.retry", { id, nothing_made: true });
  const { rows } = await sql("select entity, provisioning_error from prop_accounts where id = $1", [
    id,
  ]);
  expect(rows).toEqual([{ entity: null, provisioning_error: null }]);
});

const asked = (again: string) =>
  `Asked the venue when its newest subaccount was 3; to be asked again ${again}. No answer yet.`;

test("nobody can vouch for what the venue may still make, or has made", async () => {
  const id = await bought();
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, provisioning_failed_at = now(), provisioning_error = $2 where id = $1",
    [id, asked(`from ${new Date(Date.now() + 60_000).toISOString()}`)],
  );
  const early = await act(admin, "account.retry", { id, nothing_made: true });
  expect([early.status, early.body.error.code]).toEqual([409, "INVALID_STATE"]);
  await sql(
    "update prop_accounts set subaccount_id = 999, provisioning_error = null where id = $1",
    [id],
  );
  expect((await act(admin, "account.retry", { id, nothing_made: true })).status).toBe(409);
});

test("closed while the venue may have made something, what it made is still looked for", async () => {
  const id = await bought();
  await sql(
    "update prop_accounts set activated_at = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null, provisioning_failed_at = now(), provisioning_error = $2 where id = $1",
    [id, asked("by a person only")],
  );
  await act(admin, "account.close", { id });
  const { rows } = await sql(
    "select 1 from graphile_worker._private_jobs where payload ->> 'prop_account_id' = $1",
    [id],
  );
  expect(rows).toHaveLength(1);
});

test("an account that the venue didn't make is among those that need a person", async () => {
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

test("what was done by hand at the venue is ticked off", async () => {
  const id = await bought();
  await sql("update prop_accounts set venue_note = 'Stop it there.' where id = $1", [id]);
  await act(admin, "account.venue_done", { id });
  expect(await auditOf(id)).toMatchObject([
    { before: { venueNote: "Stop it there." }, after: { venueNote: null } },
  ]);
});

test("an account is given without payment, once for a key, and a second time for another", async () => {
  const wish = {
    user_id: me.publicId,
    tier_id: "tier_25k",
    asset_class: "crypto",
    account_size: 25_000,
    // The tests before have bought this tier.
    despite_payments: true,
  };
  const key = crypto.randomUUID();
  const [first, second] = await Promise.all(
    [1, 2].map(() => act(admin, "account.grant", { ...wish, idempotency_key: key })),
  );
  const replay = await act(admin, "account.grant", { ...wish, idempotency_key: key });
  const ids = [first, second, replay].flatMap((answer) => answer?.body.id ?? []);
  expect(new Set(ids).size).toBe(1);
  const other = await act(admin, "account.grant", {
    ...wish,
    idempotency_key: crypto.randomUUID(),
  });
  expect(ids).not.toContain(other.body.id);
  await workOff();
  expect(await statusOf(other.body.id)).toBe("active");
  expect(await auditOf(other.body.id)).toMatchObject([{ action: "account.grant" }]);
  const unknown = await act(admin, "account.grant", {
    ...wish,
    user_id: "usr_none",
    idempotency_key: crypto.randomUUID(),
  });
  expect(unknown.status).toBe(404);
});
