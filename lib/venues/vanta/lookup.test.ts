import { afterAll, beforeEach, expect, test } from "vitest";
import { sql } from "@/testing/database/sql";
import {
  ENTITY,
  newAccount,
  pendingTries,
  provision,
  skipSettleTime,
  startVenue,
} from "@/testing/stand-ins/vanta";

const gateway = await startVenue();
afterAll(() => gateway.close());
// Pending creations of other tests would come first.
beforeEach(() => sql("update prop_accounts set provisioning_failed_at = now()"));

const LIST_UNAVAILABLE = { status: 503, body: { error: "no list today" } };
const closeAsRefunded = (id: string) =>
  sql("update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1", [id]);

test("provisionAccount: two subaccounts created and no response → provisioning_failed with both ids, no second request", async () => {
  const id = await newAccount();
  const [one, other] = [gateway.subaccounts.length, gateway.subaccounts.length + 1];
  const requests = gateway.requests();
  gateway.onCreation({ creates: 2, reply: "none" });
  const row = await provision(id);
  expect(row).toMatchObject({ status: "provisioning_failed", subaccount_id: null });
  expect(row.provisioning_error).toContain(`Subaccounts ${one}, ${other} are new`);
  await provision(id);
  expect(gateway.requests()).toBe(requests + 1);
});

test("provisionAccount: one created by hand beside the lost one → provisioning_failed; with the former removed, claimed", async () => {
  const id = await newAccount();
  gateway.onCreation({ reply: "none", beforeReply: async () => gateway.create("crypto", 25_000) });
  const row = await provision(id);
  expect(row).toMatchObject({ status: "provisioning_failed", subaccount_id: null });

  // An operator removes the one that was created by hand and retries.
  gateway.subaccounts.pop();
  await sql("update prop_accounts set provisioning_failed_at = null where id = $1", [id]);
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
});

test("provisionAccount: one created by hand before the request → never claimed", async () => {
  const byHand = gateway.create("crypto", 25_000);
  gateway.onCreation({ creates: 0, reply: "none" });
  const id = await newAccount();
  expect(await provision(id)).toMatchObject({ status: "provisioning", subaccount_id: null });
  await skipSettleTime(id);
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: byHand.subaccount_id + 1,
  });
});

test.each([
  ["slow", "none"],
  ["no JSON", { status: 200, body: "[[" }],
  ["of another shape", { status: 200, body: { subaccounts: [{ id: 1 }] } }],
  ["rejected", { status: 401, body: { error: "Invalid API key" } }],
] as const)("provisionAccount: a list that is %s → nothing is requested", async (_, reply) => {
  const id = await newAccount();
  const requests = gateway.requests();
  gateway.onList(reply);
  expect(await provision(id)).toMatchObject({ status: "provisioning", entity: null });
  expect(gateway.requests()).toBe(requests);
  expect(await provision(id)).toMatchObject({ status: "active" });
});

test("provisionAccount: the response names a subaccount that the list lacks → waited for, never requested again", async () => {
  const id = await newAccount();
  const before = { status: 200, body: { subaccounts: [...gateway.subaccounts] } };
  gateway.onList(before, before);
  const requests = gateway.requests();
  const row = await provision(id);
  expect(row.provisioning_error).toContain("to be asked again by a person only");
  gateway.onList(before);
  await provision(id);
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
  expect(gateway.requests()).toBe(requests + 1);
});

test("provisionAccount: a creation is pending from an unknown moment → not requested again, but found", async () => {
  const id = await newAccount({ accountSize: 77_000 });
  await sql(
    "update prop_accounts set entity = $2, creation_newest_before = -1, creation_retry_from = null where id = $1",
    [id, ENTITY],
  );
  const requests = gateway.requests();
  await provision(id);
  expect(gateway.requests()).toBe(requests);
  const created = gateway.create("crypto", 77_000);
  expect(await provision(id)).toMatchObject({ subaccount_id: created.subaccount_id });
});

test("provisionAccount: closed after its response was lost → subaccount recorded, account stays closed", async () => {
  const id = await newAccount();
  gateway.onCreation({ reply: "none", beforeReply: () => closeAsRefunded(id) });
  gateway.onList({ status: 200, body: { subaccounts: gateway.subaccounts } }, LIST_UNAVAILABLE);
  await sql("delete from graphile_worker._private_jobs");
  expect(await provision(id)).toMatchObject({ status: "closed", subaccount_id: null });
  expect((await pendingTries(id)).length).toBe(1);
  expect(await provision(id)).toMatchObject({
    status: "closed",
    activated_at: null,
    subaccount_id: gateway.subaccounts.length - 1,
  });
});

test("provisionAccount: closed before the request → nothing is requested", async () => {
  const id = await newAccount();
  await closeAsRefunded(id);
  const requests = gateway.requests();
  expect(await provision(id)).toMatchObject({ status: "closed", subaccount_id: null });
  expect(gateway.requests()).toBe(requests);
});
