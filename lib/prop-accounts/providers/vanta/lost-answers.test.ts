import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { sql } from "@/testing/callers";
import { startGateway } from "@/testing/gateway";
import { letSettle, newAccount, provision, rowOf, startVenue, triesAhead } from "@/testing/vanta";
import { createSubaccount } from "./gateway";
import { vantaSettings } from "./settings";

const gateway = await startVenue();
afterAll(() => gateway.close());
// What other tests left open is no business of this one.
beforeEach(() => sql("update prop_accounts set provisioning_failed_at = now()"));

const noList = { status: 503, body: { error: "no list today" } };
const refunded = (id: string) =>
  sql("update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1", [id]);

test.each([
  ["never comes", "silence"],
  ["breaks off", "cut"],
  ["is a 500", { status: 500, body: { error: "could not store" } }],
  ["is a proxy's 504", { status: 504, body: "<html>Gateway time-out</html>" }],
  ["is no JSON", { status: 200, body: "{<html>" }],
  ["names no subaccount", { status: 200, body: { status: "success" } }],
] as const)("an answer that %s is looked up, and what was made is claimed", async (_, answer) => {
  const asked = gateway.asked();
  gateway.next({ answer });
  expect(await provision(await newAccount())).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
  expect(gateway.asked()).toBe(asked + 1);
});

test("without an answer and without a list, the next try finds what the first made", async () => {
  const id = await newAccount();
  gateway.next({ answer: "silence" });
  gateway.nextList({ status: 200, body: { subaccounts: gateway.subaccounts } }, noList);
  const asked = gateway.asked();
  expect(await provision(id)).toMatchObject({ status: "provisioning", subaccount_id: null });
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
  expect(gateway.asked()).toBe(asked + 1);
});

test("a request without an answer is not repeated while it may still take effect", async () => {
  const id = await newAccount();
  const asked = gateway.asked();
  gateway.next({ makes: 0, answer: "silence" });
  expect((await provision(id)).provisioning_error).toContain("The gateway did not answer.");
  const second = await provision(id);
  expect(second).toMatchObject({ status: "provisioning", provisioning_attempts: 2 });
  expect(second.provisioning_error).toContain("The gateway may still make the subaccount");
  expect(gateway.asked()).toBe(asked + 1);

  const late = gateway.make("crypto", 25_000);
  expect(await provision(id)).toMatchObject({ subaccount_id: late.subaccount_id });
  expect(gateway.asked()).toBe(asked + 1);
});

test("once it can't take effect any more, it is asked again", async () => {
  const id = await newAccount();
  const asked = gateway.asked();
  gateway.next({ makes: 0, answer: "silence" });
  await provision(id);
  await letSettle(id);
  expect(await provision(id)).toMatchObject({ status: "active" });
  expect(gateway.asked()).toBe(asked + 2);
});

test("an account whose answer is lost never gets another payment's subaccount, nor that one its", async () => {
  const [first, second] = [await newAccount(), await newAccount()];
  gateway.next({ answer: "silence" });
  gateway.nextList({ status: 200, body: { subaccounts: gateway.subaccounts } }, noList);
  await provision(first);
  const lost = gateway.subaccounts.length - 1;

  await sql("delete from graphile_worker._private_jobs");
  const waiting = await provision(second);
  expect(waiting).toMatchObject({ status: "provisioning", provisioning_attempts: 0 });
  expect((await triesAhead(second)).length).toBe(1);

  expect(await provision(first)).toMatchObject({ status: "active", subaccount_id: lost });
  expect(await provision(second)).toMatchObject({ status: "active", subaccount_id: lost + 1 });
});

test("an account that is taken up again leaves alone what others got meanwhile", async () => {
  const [left, other] = [await newAccount(), await newAccount()];
  gateway.next({ answer: "silence" });
  gateway.nextList({ status: 200, body: { subaccounts: gateway.subaccounts } }, noList);
  await provision(left);
  const lost = gateway.subaccounts.length - 1;
  await sql("update prop_accounts set provisioning_failed_at = now() where id = $1", [left]);
  expect(await provision(other)).toMatchObject({ status: "active", subaccount_id: lost + 1 });
  await sql("update prop_accounts set provisioning_failed_at = null where id = $1", [left]);
  expect(await provision(left)).toMatchObject({ status: "active", subaccount_id: lost });
});

test("an account of another size doesn't wait for one whose answer is lost", async () => {
  const [first, other] = [await newAccount(), await newAccount({ accountSize: 100_000 })];
  gateway.next({ makes: 0, answer: "silence" });
  await provision(first);
  expect(await provision(other)).toMatchObject({ status: "active" });
});

test("what a gateway made twice, and didn't answer, is left to a person at once", async () => {
  const id = await newAccount();
  const [one, other] = [gateway.subaccounts.length, gateway.subaccounts.length + 1];
  const asked = gateway.asked();
  gateway.next({ makes: 2, answer: "silence" });
  const row = await provision(id);
  expect(row).toMatchObject({ status: "provisioning_failed", subaccount_id: null });
  expect(row.provisioning_error).toContain(`Subaccounts ${one}, ${other} are new`);
  await provision(id);
  expect(gateway.asked()).toBe(asked + 1);
});

test("one made by hand beside the lost one makes two candidates: a person says which", async () => {
  const id = await newAccount();
  gateway.next({ answer: "silence", meanwhile: async () => gateway.make("crypto", 25_000) });
  const row = await provision(id);
  expect(row).toMatchObject({ status: "provisioning_failed", subaccount_id: null });

  // The person takes the one by hand away and has it tried again.
  gateway.subaccounts.pop();
  await sql("update prop_accounts set provisioning_failed_at = null where id = $1", [id]);
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
});

test("one made by hand before is never claimed", async () => {
  const byHand = gateway.make("crypto", 25_000);
  gateway.next({ makes: 0, answer: "silence" });
  const id = await newAccount();
  expect(await provision(id)).toMatchObject({ status: "provisioning", subaccount_id: null });
  await letSettle(id);
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: byHand.subaccount_id + 1,
  });
});

test("a second request that is refused doesn't forget the first", async () => {
  const id = await newAccount();
  gateway.next({ makes: 0, answer: "silence" }, { makes: 0, answer: { status: 429, body: {} } });
  await provision(id);
  await letSettle(id);
  await provision(id);
  const late = gateway.make("crypto", 25_000);
  const asked = gateway.asked();
  expect(await provision(id)).toMatchObject({ subaccount_id: late.subaccount_id });
  expect(gateway.asked()).toBe(asked);
});

test.each([
  ["slow", "silence"],
  ["no JSON", { status: 200, body: "[[" }],
  ["of another shape", { status: 200, body: { subaccounts: [{ id: 1 }] } }],
  ["refused", { status: 401, body: { error: "Invalid API key" } }],
] as const)("with a list that is %s nothing is asked for", async (_, answer) => {
  const id = await newAccount();
  const asked = gateway.asked();
  gateway.nextList(answer);
  expect(await provision(id)).toMatchObject({ status: "provisioning", entity: null });
  expect(gateway.asked()).toBe(asked);
  expect(await provision(id)).toMatchObject({ status: "active" });
});

test("a subaccount that the gateway names and its list hasn't is waited for, never asked again", async () => {
  const id = await newAccount();
  const before = { status: 200, body: { subaccounts: [...gateway.subaccounts] } };
  gateway.nextList(before, before);
  const asked = gateway.asked();
  const row = await provision(id);
  expect(row.provisioning_error).toContain("to be asked again by a person only");
  gateway.nextList(before);
  await provision(id);
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
  expect(gateway.asked()).toBe(asked + 1);
});

test("an ask whose description was wiped is not repeated, and finds what only it can have made", async () => {
  const id = await newAccount({ accountSize: 77_000 });
  gateway.next({ makes: 0, answer: { status: 500, body: {} } });
  await provision(id);
  await sql("update prop_accounts set provisioning_error = null where id = $1", [id]);
  const asked = gateway.asked();
  await provision(id);
  expect(gateway.asked()).toBe(asked);
  const made = gateway.make("crypto", 77_000);
  expect(await provision(id)).toMatchObject({ subaccount_id: made.subaccount_id });
});

test("closed with its answer lost, what was made is recorded and the account stays closed", async () => {
  const id = await newAccount();
  gateway.next({ answer: "silence", meanwhile: () => refunded(id) });
  gateway.nextList({ status: 200, body: { subaccounts: gateway.subaccounts } }, noList);
  await sql("delete from graphile_worker._private_jobs");
  expect(await provision(id)).toMatchObject({ status: "closed", subaccount_id: null });
  expect((await triesAhead(id)).length).toBe(1);
  expect(await provision(id)).toMatchObject({
    status: "closed",
    activated_at: null,
    subaccount_id: gateway.subaccounts.length - 1,
  });
});

test("closed before it was asked for, nothing is made", async () => {
  const id = await newAccount();
  await refunded(id);
  const asked = gateway.asked();
  expect(await provision(id)).toMatchObject({ status: "closed", subaccount_id: null });
  expect(gateway.asked()).toBe(asked);
});

test("while another process creates, an account waits its turn and loses no try", async () => {
  const [first, second] = [await newAccount(), await newAccount()];
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  gateway.next({ meanwhile: () => held });
  const running = provision(first);
  await sleep(100);
  const blocked = provision(second);
  await sleep(300);
  expect(await rowOf(second)).toMatchObject({ status: "provisioning", entity: null });
  letGo();
  expect(await running).toMatchObject({ status: "active" });
  expect(await blocked).toMatchObject({ status: "active", provisioning_attempts: 0 });
});

test.each(["http://127.0.0.1", "http://localhost", "http://gateway.invalid"])(
  "a request that can't be sent, to %s where nobody listens, made nothing for certain",
  async (host) => {
    const settings = vantaSettings();
    if (!settings) throw new Error("there is no gateway");
    const gatewayUrl = `${host}:${await freePort()}`;
    const request = { assetClass: "crypto", accountSize: 25_000 };
    expect(await createSubaccount({ ...settings, gatewayUrl }, request)).toMatchObject({
      outcome: "not made",
      problem: { message: "The gateway can't be reached.", next: "retry" },
    });
  },
);

async function freePort(): Promise<number> {
  const other = await startGateway({ entity: "", apiKey: "" });
  await other.close();
  return Number(new URL(other.url).port);
}
