import { inspect } from "node:util";
import { afterAll, expect, test, vi } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { subaccountProvider } from "@/lib/prop-accounts/providers";
import { provisionAccount } from "@/lib/prop-accounts/provision";
import { sql } from "@/testing/callers";
import { ENTITY, newAccount, provision, startVenue, triesAhead } from "@/testing/vanta";

const gateway = await startVenue();
afterAll(() => gateway.close());

test("an account gets the subaccount that the gateway made for it, of its size and class", async () => {
  const row = await provision(await newAccount({ assetClass: "forex", accountSize: 50_000 }));
  const made = gateway.subaccounts.at(-1);
  expect(made).toMatchObject({ asset_class: "forex", account_size: 50_000 });
  expect(row).toMatchObject({
    status: "active",
    provider: "vanta",
    entity: ENTITY,
    subaccount_id: 0,
    subaccount_uuid: made?.subaccount_uuid,
    synthetic_hotkey: `${ENTITY}_0`,
    provisioning_error: null,
  });
});

test("an account that has its subaccount is not asked for again", async () => {
  const id = await newAccount();
  await provision(id);
  const asked = gateway.asked();
  await provision(id);
  await sql("update prop_accounts set activated_at = null where id = $1", [id]);
  expect(await provision(id)).toMatchObject({ status: "active" });
  expect(gateway.asked()).toBe(asked);
});

test("payments of one size at once get a subaccount each, and no more are made", async () => {
  const before = gateway.subaccounts.length;
  const ids = await Promise.all(Array.from({ length: 4 }, () => newAccount()));
  const rows = await Promise.all(ids.map(provision));
  expect(rows.map(({ status }) => status)).toEqual(Array(4).fill("active"));
  expect(new Set(rows.map((row) => row.subaccount_id)).size).toBe(4);
  expect(gateway.subaccounts).toHaveLength(before + 4);
});

test("two runs of the same account at once ask once", async () => {
  const id = await newAccount();
  const asked = gateway.asked();
  await Promise.all([provision(id), provision(id), provision(id)]);
  expect(await provision(id)).toMatchObject({ status: "active" });
  expect(gateway.asked()).toBe(asked + 1);
});

test("a refusal with a message goes to a person at once and is not repeated", async () => {
  gateway.next({ makes: 0, answer: { status: 400, body: { message: "size not offered" } } });
  const id = await newAccount();
  await sql("delete from graphile_worker._private_jobs");
  expect(await provision(id)).toMatchObject({
    status: "provisioning_failed",
    provisioning_error: "The gateway answered 400. size not offered",
    entity: null,
  });
  expect(await triesAhead(id)).toEqual([]);
});

test.each([
  [401, "The gateway refuses the firm's key (401). Invalid API key"],
  [429, "The gateway answered 429. Invalid API key"],
])("a %i is tried again later, and was no ask", async (status, provisioning_error) => {
  gateway.next({ makes: 0, answer: { status, body: { error: "Invalid API key" } } });
  const id = await newAccount();
  await sql("delete from graphile_worker._private_jobs");
  expect(await provision(id)).toMatchObject({
    status: "provisioning",
    entity: null,
    provisioning_error,
  });
  const [seconds] = await triesAhead(id);
  expect(seconds).toBeGreaterThan(0.5);
  expect(await provision(id)).toMatchObject({ status: "active" });
});

test.each([
  [401, "error"],
  [400, "error"],
  [429, "warn"],
  [503, "warn"],
] as const)("a %i is logged as %s, with the account and without the key", async (status, level) => {
  const id = await newAccount();
  const ctx = systemContext(database(), "job_test");
  const logged = vi.spyOn(ctx.log, level);
  gateway.next({ makes: 0, answer: { status, body: { error: "no" } } });
  await provisionAccount(ctx, id);
  expect(logged).toHaveBeenCalledOnce();
  expect(logged.mock.lastCall?.[0]).toMatchObject({ prop_account_id: id, provider: "vanta" });
  expect(inspect(logged.mock.lastCall, { depth: 9 })).not.toContain(process.env.VANTA_API_KEY);
  // Nothing of it is left over for the next test.
  await sql("update prop_accounts set provisioning_failed_at = now() where id = $1", [id]);
});

test("a 503 is looked up and asked again at the next try", async () => {
  const before = gateway.subaccounts.length;
  gateway.next({ makes: 0, answer: { status: 503, body: "<html>busy</html>" } });
  const id = await newAccount();
  const failed = await provision(id);
  expect(failed.status).toBe("provisioning");
  expect(failed.provisioning_error).toMatch(/The gateway answered 503\.$/);
  expect(await provision(id)).toMatchObject({ status: "active" });
  expect(gateway.subaccounts).toHaveLength(before + 1);
});

test("a gateway that makes two and names one gives that one; the other is nobody's", async () => {
  const before = gateway.subaccounts.length;
  gateway.next({ makes: 2 });
  const row = await provision(await newAccount());
  expect(row).toMatchObject({ status: "active", subaccount_id: before + 1 });
  expect(await provision(await newAccount())).toMatchObject({ subaccount_id: before + 2 });
});

test.each([
  ["another entity", (id: number) => `5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY_${id}`],
  ["another subaccount", (id: number) => `${ENTITY}_${id + 1}`],
])("the hotkey of %s is refused and left to a person", async (_, hotkeyOf) => {
  const subaccountId = gateway.subaccounts.length;
  gateway.next({ as: { synthetic_hotkey: hotkeyOf(subaccountId) } });
  const row = await provision(await newAccount());
  expect(row).toMatchObject({ status: "provisioning_failed", subaccount_id: null });
  expect(row.provisioning_error).toContain("which is not this entity's");
});

test.each([
  ["an old one", { subaccount_id: 0, synthetic_hotkey: `${ENTITY}_0` }],
  ["one of another size", { account_size: 5 }],
  ["one of another class", { asset_class: "stocks" }],
])("an answer that names %s is not believed", async (_, as) => {
  gateway.next({ as });
  const row = await provision(await newAccount());
  expect(row).toMatchObject({ status: "provisioning_failed", subaccount_id: null });
  expect(row.provisioning_error).toContain("not a new one of this size and class");
});

test("closed while it is being created, the subaccount is recorded and the account stays closed", async () => {
  const id = await newAccount();
  const close = () =>
    sql("update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1", [
      id,
    ]);
  gateway.next({ meanwhile: close });
  expect(await provision(id)).toMatchObject({
    status: "closed",
    activated_at: null,
    subaccount_id: gateway.subaccounts.length - 1,
  });
});

test("the gateway can't suspend, and says so", async () => {
  const provider = subaccountProvider(database(), "vanta");
  const subaccount = { entity: ENTITY, subaccountId: 0, subaccountUuid: "", syntheticHotkey: "" };
  expect(await provider.setSuspended(subaccount, true)).toBe("unsupported");
});

test("an account that was bought before the firm changed its venue stays with the old one", async () => {
  const asked = gateway.asked();
  const id = await newAccount();
  await sql("update prop_accounts set provider = 'embedded' where id = $1", [id]);
  expect(await provision(id)).toMatchObject({ status: "active", provider: "embedded" });
  expect(gateway.asked()).toBe(asked);
});
