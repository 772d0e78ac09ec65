import { afterAll, beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { sql } from "@/testing/database/sql";
import {
  ENTITY,
  newAccount,
  provision,
  rowOf,
  skipSettleTime,
  startVenue,
} from "@/testing/stand-ins/vanta";
import { readCreation } from "./create-once";
import { savePendingCreation } from "./pending-creation";
import { requireTurn } from "./require-turn";
import { vantaSettings } from "./settings";

const gateway = await startVenue();
afterAll(() => gateway.close());
// Pending creations of other tests would come first.
beforeEach(() => sql("delete from prop_accounts"));

const SIZE = { assetClass: "crypto", accountSize: 25_000 };
const close = (id: string) =>
  sql("update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1", [id]);
const hold = (id: string, held: boolean) =>
  sql("update prop_accounts set dispute_hold = $2 where id = $1", [id, held]);

/** An account whose request created nothing and got no response. */
async function newUnanswered() {
  const id = await newAccount();
  gateway.onCreation({ creates: 0, reply: "none" });
  await provision(id);
  return id;
}
/** A try that creates a subaccount which neither the response nor the list shows; its id. */
async function loseResponse(id: string) {
  gateway.onCreation({ reply: "none" });
  const before = { status: 200, body: { subaccounts: [...gateway.subaccounts] } };
  gateway.onList(before, before);
  await provision(id);
  return gateway.subaccounts.length - 1;
}

test("provisionAccount: closed account whose request created nothing → another account's subaccount is not claimed", async () => {
  const closed = await newUnanswered();
  await close(closed);
  await skipSettleTime(closed);
  const other = await newAccount();
  const requests = gateway.requests();
  const created = await loseResponse(other);
  expect(await provision(closed)).toMatchObject({ subaccount_id: null, provisioning_attempts: 1 });
  expect(await provision(other)).toMatchObject({ status: "active", subaccount_id: created });
  expect(await provision(closed)).toMatchObject({ status: "closed", subaccount_id: null });
  expect(gateway.requests()).toBe(requests + 1);
});

test.each(["closed", "suspended"])(
  "provisionAccount: the request of a %s account may still take effect → none of its size is requested",
  async (status) => {
    const stopped = await newUnanswered();
    await (status === "closed" ? close(stopped) : hold(stopped, true));
    const other = await newAccount();
    const requests = gateway.requests();
    expect(await provision(other)).toMatchObject({ status: "provisioning", entity: null });
    expect(gateway.requests()).toBe(requests);
    await skipSettleTime(stopped);
    expect(await provision(other)).toMatchObject({ status: "active" });
  },
);

test("provisionAccount: account reinstated → a subaccount that was created for another one since is not claimed", async () => {
  const held = await newUnanswered();
  await hold(held, true);
  await skipSettleTime(held);
  const other = await newAccount();
  const created = await loseResponse(other);
  await hold(held, false);
  expect(await provision(held)).toMatchObject({ status: "provisioning", subaccount_id: null });
  expect(await provision(other)).toMatchObject({ status: "active", subaccount_id: created });
  expect(await provision(held)).toMatchObject({ status: "active", subaccount_id: created + 1 });
});

test.each([
  ["first", 0],
  ["second", 1],
])(
  "provisionAccount: two accounts with pending creations, the %s tried first → a subaccount each",
  async (_, first) => {
    const held = await newUnanswered();
    await hold(held, true);
    await skipSettleTime(held);
    const other = await newUnanswered();
    await hold(held, false);
    await skipSettleTime(other);
    const before = gateway.subaccounts.length;
    const turns = first === 0 ? [held, other] : [other, held];
    for (const id of [...turns, ...turns]) await provision(id);
    for (const id of turns) expect(await rowOf(id)).toMatchObject({ status: "active" });
    expect(gateway.subaccounts).toHaveLength(before + 2);
  },
);

test("requireTurn: any pending creations → exactly one has its turn, and without it exactly one again", async () => {
  const now = Date.now();
  const retryTimes = [now + 60_000, now - 60_000, null, now + 60_000, null, now - 1].map((at) =>
    at === null ? null : new Date(at),
  );
  const settings = vantaSettings();
  if (!settings) throw new Error("there is no gateway");
  const context = { db: database(), settings, recordSubaccount: async () => true };
  const remaining = new Set<string>();
  for (const retryFrom of retryTimes) {
    const id = await newAccount();
    await savePendingCreation(database(), id, ENTITY, { newestBefore: 1, retryFrom });
    remaining.add(id);
  }
  const hasTurn = async (id: string) => {
    const request = { requestKey: id, ...SIZE };
    const { pending } = await readCreation(context, request);
    return requireTurn(context, request, pending).then(
      () => true,
      () => false,
    );
  };
  while (remaining.size > 0) {
    const first: string[] = [];
    for (const id of remaining) if (await hasTurn(id)) first.push(id);
    expect(first).toHaveLength(1);
    const [one = ""] = first;
    await sql("update prop_accounts set provisioning_failed_at = now() where id = $1", [one]);
    remaining.delete(one);
  }
});
