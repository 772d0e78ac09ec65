import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { sql } from "@/testing/database/sql";
import {
  newAccount,
  pendingTries,
  provision,
  rowOf,
  skipSettleTime,
  startVenue,
} from "@/testing/stand-ins/vanta";
import { startGateway } from "@/testing/stand-ins/vanta-gateway";
import { createSubaccount } from "./gateway";
import { vantaSettings } from "./settings";

const gateway = await startVenue();
afterAll(() => gateway.close());
// Pending creations of other tests would come first.
beforeEach(() => sql("update prop_accounts set provisioning_failed_at = now()"));

const LIST_UNAVAILABLE = { status: 503, body: { error: "no list today" } };

test.each([
  ["never comes", "none"],
  ["breaks off", "reset"],
  ["is a 500", { status: 500, body: { error: "could not store" } }],
  ["is a proxy's 504", { status: 504, body: "<html>Gateway time-out</html>" }],
  ["is no JSON", { status: 200, body: "{<html>" }],
  ["names no subaccount", { status: 200, body: { status: "success" } }],
] as const)(
  "provisionAccount: the response %s → the subaccount is found in the list, one request",
  async (_, reply) => {
    const requests = gateway.requests();
    gateway.onCreation({ reply });
    expect(await provision(await newAccount())).toMatchObject({
      status: "active",
      subaccount_id: gateway.subaccounts.length - 1,
    });
    expect(gateway.requests()).toBe(requests + 1);
  },
);

test("provisionAccount: neither response nor list → the next try finds the subaccount, no second request", async () => {
  const id = await newAccount();
  gateway.onCreation({ reply: "none" });
  gateway.onList({ status: 200, body: { subaccounts: gateway.subaccounts } }, LIST_UNAVAILABLE);
  const requests = gateway.requests();
  expect(await provision(id)).toMatchObject({ status: "provisioning", subaccount_id: null });
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
  expect(gateway.requests()).toBe(requests + 1);
});

test("provisionAccount: no response, and the request may still take effect → not repeated; a late subaccount is claimed", async () => {
  const id = await newAccount();
  const requests = gateway.requests();
  gateway.onCreation({ creates: 0, reply: "none" });
  expect((await provision(id)).provisioning_error).toContain("The gateway didn't respond.");
  const second = await provision(id);
  expect(second).toMatchObject({ status: "provisioning", provisioning_attempts: 2 });
  expect(second.provisioning_error).toContain("The gateway may still create the subaccount");
  expect(gateway.requests()).toBe(requests + 1);

  const late = gateway.create("crypto", 25_000);
  expect(await provision(id)).toMatchObject({ subaccount_id: late.subaccount_id });
  expect(gateway.requests()).toBe(requests + 1);
});

test("provisionAccount: no response, and the request can't take effect any more → requested again", async () => {
  const id = await newAccount();
  const requests = gateway.requests();
  gateway.onCreation({ creates: 0, reply: "none" });
  await provision(id);
  await skipSettleTime(id);
  expect(await provision(id)).toMatchObject({ status: "active" });
  expect(gateway.requests()).toBe(requests + 2);
});

test("provisionAccount: the response of one account is lost → another of its size waits, and each gets its own", async () => {
  const [first, second] = [await newAccount(), await newAccount()];
  gateway.onCreation({ reply: "none" });
  gateway.onList({ status: 200, body: { subaccounts: gateway.subaccounts } }, LIST_UNAVAILABLE);
  await provision(first);
  const lost = gateway.subaccounts.length - 1;

  await sql("delete from graphile_worker._private_jobs");
  const waiting = await provision(second);
  expect(waiting).toMatchObject({ status: "provisioning", provisioning_attempts: 0 });
  expect((await pendingTries(second)).length).toBe(1);

  expect(await provision(first)).toMatchObject({ status: "active", subaccount_id: lost });
  expect(await provision(second)).toMatchObject({ status: "active", subaccount_id: lost + 1 });
});

test("provisionAccount: account tried again → subaccounts that others got since are not claimed", async () => {
  const [left, other] = [await newAccount(), await newAccount()];
  gateway.onCreation({ reply: "none" });
  gateway.onList({ status: 200, body: { subaccounts: gateway.subaccounts } }, LIST_UNAVAILABLE);
  await provision(left);
  const lost = gateway.subaccounts.length - 1;
  await sql("update prop_accounts set provisioning_failed_at = now() where id = $1", [left]);
  expect(await provision(other)).toMatchObject({ status: "active", subaccount_id: lost + 1 });
  await sql("update prop_accounts set provisioning_failed_at = null where id = $1", [left]);
  expect(await provision(left)).toMatchObject({ status: "active", subaccount_id: lost });
});

test("provisionAccount: the response of an account of another size is lost → no waiting", async () => {
  const [first, other] = [await newAccount(), await newAccount({ accountSize: 100_000 })];
  gateway.onCreation({ creates: 0, reply: "none" });
  await provision(first);
  expect(await provision(other)).toMatchObject({ status: "active" });
});

test("provisionAccount: the second request is rejected → a late subaccount of the first is still claimed", async () => {
  const id = await newAccount();
  gateway.onCreation(
    { creates: 0, reply: "none" },
    { creates: 0, reply: { status: 429, body: {} } },
  );
  await provision(id);
  await skipSettleTime(id);
  await provision(id);
  const late = gateway.create("crypto", 25_000);
  const requests = gateway.requests();
  expect(await provision(id)).toMatchObject({ subaccount_id: late.subaccount_id });
  expect(gateway.requests()).toBe(requests);
});

test("provisionAccount: another account holds the lock → waits, without a counted try", async () => {
  const [first, second] = [await newAccount(), await newAccount()];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  gateway.onCreation({ beforeReply: () => held });
  const running = provision(first);
  await sleep(100);
  const blocked = provision(second);
  await sleep(300);
  expect(await rowOf(second)).toMatchObject({ status: "provisioning", entity: null });
  release();
  expect(await running).toMatchObject({ status: "active" });
  expect(await blocked).toMatchObject({ status: "active", provisioning_attempts: 0 });
});

test.each(["http://127.0.0.1", "http://localhost", "http://gateway.invalid"])(
  "createSubaccount: nothing listens at %s → not_created",
  async (host) => {
    const settings = vantaSettings();
    if (!settings) throw new Error("there is no gateway");
    const gatewayUrl = `${host}:${await freePort()}`;
    const request = { assetClass: "crypto", accountSize: 25_000 };
    expect(await createSubaccount({ ...settings, gatewayUrl }, request)).toMatchObject({
      kind: "not_created",
      error: { message: "The gateway can't be reached.", next: "retry" },
    });
  },
);

async function freePort(): Promise<number> {
  const other = await startGateway({ entity: "", apiKey: "" });
  await other.close();
  return Number(new URL(other.url).port);
}
