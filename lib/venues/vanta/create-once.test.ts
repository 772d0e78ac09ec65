import { inspect } from "node:util";
import { afterAll, expect, test, vi } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { provisionAccount } from "@/lib/prop-accounts/provision";
import { sql } from "@/testing/database/sql";
import { ENTITY, newAccount, pendingTries, provision, startVenue } from "@/testing/stand-ins/vanta";
import { findVenue } from "..";

const gateway = await startVenue();
afterAll(() => gateway.close());

test("provisionAccount: the gateway creates a subaccount of the account's size and class → recorded, active", async () => {
  const row = await provision(await newAccount({ assetClass: "forex", accountSize: 50_000 }));
  const created = gateway.subaccounts.at(-1);
  expect(created).toMatchObject({ asset_class: "forex", account_size: 50_000 });
  expect(row).toMatchObject({
    status: "active",
    provider: "vanta",
    entity: ENTITY,
    subaccount_id: 0,
    subaccount_uuid: created?.subaccount_uuid,
    synthetic_hotkey: `${ENTITY}_0`,
    provisioning_error: null,
  });
});

test("provisionAccount: the account has a subaccount → no request", async () => {
  const id = await newAccount();
  await provision(id);
  const requests = gateway.requests();
  await provision(id);
  await sql("update prop_accounts set activated_at = null where id = $1", [id]);
  expect(await provision(id)).toMatchObject({ status: "active" });
  expect(gateway.requests()).toBe(requests);
});

test("provisionAccount: four accounts of one size concurrently → a subaccount each, four in all", async () => {
  const before = gateway.subaccounts.length;
  const ids = await Promise.all(Array.from({ length: 4 }, () => newAccount()));
  const rows = await Promise.all(ids.map(provision));
  expect(rows.map(({ status }) => status)).toEqual(Array(4).fill("active"));
  expect(new Set(rows.map((row) => row.subaccount_id)).size).toBe(4);
  expect(gateway.subaccounts).toHaveLength(before + 4);
});

test("provisionAccount: three concurrent runs for one account → one request", async () => {
  const id = await newAccount();
  const requests = gateway.requests();
  await Promise.all([provision(id), provision(id), provision(id)]);
  expect(await provision(id)).toMatchObject({ status: "active" });
  expect(gateway.requests()).toBe(requests + 1);
});

test("provisionAccount: 400 with a message → provisioning_failed with the message, no further try", async () => {
  gateway.onCreation({ creates: 0, reply: { status: 400, body: { message: "size not offered" } } });
  const id = await newAccount();
  await sql("delete from graphile_worker._private_jobs");
  expect(await provision(id)).toMatchObject({
    status: "provisioning_failed",
    provisioning_error: "The gateway responded with 400. size not offered",
    entity: null,
  });
  expect(await pendingTries(id)).toEqual([]);
});

test.each([
  [401, "The gateway rejected the API key (401). Invalid API key"],
  [429, "The gateway responded with 429. Invalid API key"],
])(
  "provisionAccount: %i → tried again later, no pending creation",
  async (status, provisioning_error) => {
    gateway.onCreation({ creates: 0, reply: { status, body: { error: "Invalid API key" } } });
    const id = await newAccount();
    await sql("delete from graphile_worker._private_jobs");
    expect(await provision(id)).toMatchObject({
      status: "provisioning",
      entity: null,
      provisioning_error,
    });
    const [seconds] = await pendingTries(id);
    expect(seconds).toBeGreaterThan(0.5);
    expect(await provision(id)).toMatchObject({ status: "active" });
  },
);

test.each([
  [401, "error"],
  [400, "error"],
  [429, "warn"],
  [503, "warn"],
] as const)(
  "provisionAccount: %i → logged as %s, with the account and without the key",
  async (status, level) => {
    const id = await newAccount();
    const ctx = systemContext(database(), "job_test");
    const logged = vi.spyOn(ctx.log, level);
    gateway.onCreation({ creates: 0, reply: { status, body: { error: "no" } } });
    await provisionAccount(ctx, id);
    expect(logged).toHaveBeenCalledOnce();
    expect(logged.mock.lastCall?.[0]).toMatchObject({ prop_account_id: id, venue: "vanta" });
    expect(inspect(logged.mock.lastCall, { depth: 9 })).not.toContain(process.env.VANTA_API_KEY);
    // Its pending creation must not hold up the next test.
    await sql("update prop_accounts set provisioning_failed_at = now() where id = $1", [id]);
  },
);

test("provisionAccount: 503 and no subaccount in the list → requested again at the next try", async () => {
  const before = gateway.subaccounts.length;
  gateway.onCreation({ creates: 0, reply: { status: 503, body: "<html>busy</html>" } });
  const id = await newAccount();
  const failed = await provision(id);
  expect(failed.status).toBe("provisioning");
  expect(failed.provisioning_error).toMatch(/The gateway responded with 503\.$/);
  expect(await provision(id)).toMatchObject({ status: "active" });
  expect(gateway.subaccounts).toHaveLength(before + 1);
});

test("provisionAccount: the gateway creates two and names one → that one; the other stays unassigned", async () => {
  const before = gateway.subaccounts.length;
  gateway.onCreation({ creates: 2 });
  const row = await provision(await newAccount());
  expect(row).toMatchObject({ status: "active", subaccount_id: before + 1 });
  expect(await provision(await newAccount())).toMatchObject({ subaccount_id: before + 2 });
});

test.each([
  ["another entity", (id: number) => `5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY_${id}`],
  ["another subaccount", (id: number) => `${ENTITY}_${id + 1}`],
])(
  "provisionAccount: the hotkey of %s → provisioning_failed, nothing recorded",
  async (_, hotkeyOf) => {
    const subaccountId = gateway.subaccounts.length;
    gateway.onCreation({ as: { synthetic_hotkey: hotkeyOf(subaccountId) } });
    const row = await provision(await newAccount());
    expect(row).toMatchObject({ status: "provisioning_failed", subaccount_id: null });
    expect(row.provisioning_error).toContain("doesn't belong to this entity");
  },
);

test.each([
  ["an old one", { subaccount_id: 0, synthetic_hotkey: `${ENTITY}_0` }],
  ["one of another size", { account_size: 5 }],
  ["one of another class", { asset_class: "stocks" }],
])(
  "provisionAccount: a response that names %s → provisioning_failed, nothing recorded",
  async (_, as) => {
    gateway.onCreation({ as });
    const row = await provision(await newAccount());
    expect(row).toMatchObject({ status: "provisioning_failed", subaccount_id: null });
    expect(row.provisioning_error).toContain("a new one of this size and asset class");
  },
);

test("provisionAccount: account closed during the creation → subaccount recorded, account stays closed", async () => {
  const id = await newAccount();
  const close = () =>
    sql("update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1", [
      id,
    ]);
  gateway.onCreation({ beforeReply: close });
  expect(await provision(id)).toMatchObject({
    status: "closed",
    activated_at: null,
    subaccount_id: gateway.subaccounts.length - 1,
  });
});

test("setSuspended: vanta → unsupported", async () => {
  const venue = findVenue(database(), "vanta", async () => true);
  const subaccount = { entity: ENTITY, subaccountId: 0, subaccountUuid: "", syntheticHotkey: "" };
  expect(await venue.setSuspended(subaccount, true)).toBe("unsupported");
});

test("provisionAccount: account opened for another venue than VENUE → created at its own venue", async () => {
  const requests = gateway.requests();
  const id = await newAccount();
  await sql("update prop_accounts set provider = 'embedded' where id = $1", [id]);
  expect(await provision(id)).toMatchObject({ status: "active", provider: "embedded" });
  expect(gateway.requests()).toBe(requests);
});
