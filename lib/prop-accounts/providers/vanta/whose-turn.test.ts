import { afterAll, beforeEach, expect, test } from "vitest";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { ENTITY, letSettle, newAccount, provision, rowOf, startVenue } from "@/testing/vanta";
import { keepAsk } from "./open-ask";
import { vantaSettings } from "./settings";
import { readBooks } from "./venue";
import { awaitTurn } from "./whose-turn";

const gateway = await startVenue();
afterAll(() => gateway.close());
// What other tests left open is no business of this one.
beforeEach(() => sql("delete from prop_accounts"));

const MINE = { assetClass: "crypto", accountSize: 25_000 };
const close = (id: string) =>
  sql("update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1", [id]);
const hold = (id: string, held: boolean) =>
  sql("update prop_accounts set dispute_hold = $2 where id = $1", [id, held]);

/** An account whose request made nothing and got no answer. */
async function unanswered() {
  const id = await newAccount();
  gateway.next({ makes: 0, answer: "silence" });
  await provision(id);
  return id;
}
/** Another one's, which made a subaccount; neither answer nor list told of it. */
async function lost(id: string) {
  gateway.next({ answer: "silence" });
  const before = { status: 200, body: { subaccounts: [...gateway.subaccounts] } };
  gateway.nextList(before, before);
  await provision(id);
  return gateway.subaccounts.length - 1;
}

test("a closed account whose request made nothing doesn't take another payment's subaccount", async () => {
  const closed = await unanswered();
  await close(closed);
  await letSettle(closed);
  const other = await newAccount();
  const asked = gateway.asked();
  const made = await lost(other);
  expect(await provision(closed)).toMatchObject({ subaccount_id: null, provisioning_attempts: 1 });
  expect(await provision(other)).toMatchObject({ status: "active", subaccount_id: made });
  expect(await provision(closed)).toMatchObject({ status: "closed", subaccount_id: null });
  expect(gateway.asked()).toBe(asked + 1);
});

test.each(["closed", "suspended"])(
  "while the request of a %s account may still take effect, none of its size is made",
  async (status) => {
    const stopped = await unanswered();
    await (status === "closed" ? close(stopped) : hold(stopped, true));
    const other = await newAccount();
    const asked = gateway.asked();
    expect(await provision(other)).toMatchObject({ status: "provisioning", entity: null });
    expect(gateway.asked()).toBe(asked);
    await letSettle(stopped);
    expect(await provision(other)).toMatchObject({ status: "active" });
  },
);

test("one that goes on after its suspension leaves alone what was made for another meanwhile", async () => {
  const held = await unanswered();
  await hold(held, true);
  await letSettle(held);
  const other = await newAccount();
  const made = await lost(other);
  await hold(held, false);
  expect(await provision(held)).toMatchObject({ status: "provisioning", subaccount_id: null });
  expect(await provision(other)).toMatchObject({ status: "active", subaccount_id: made });
  expect(await provision(held)).toMatchObject({ status: "active", subaccount_id: made + 1 });
});

test.each([
  ["first", 0],
  ["second", 1],
])("two with open requests get theirs, whichever is tried first (the %s)", async (_, first) => {
  const held = await unanswered();
  await hold(held, true);
  await letSettle(held);
  const other = await unanswered();
  await hold(held, false);
  await letSettle(other);
  const before = gateway.subaccounts.length;
  const turns = first === 0 ? [held, other] : [other, held];
  for (const id of [...turns, ...turns]) await provision(id);
  for (const id of turns) expect(await rowOf(id)).toMatchObject({ status: "active" });
  expect(gateway.subaccounts).toHaveLength(before + 2);
});

test("of any open requests exactly one need not wait, and without it again one", async () => {
  const now = Date.now();
  const untils = [now + 60_000, now - 60_000, null, now + 60_000, null, now - 1].map((at) =>
    at === null ? null : new Date(at),
  );
  const settings = vantaSettings();
  if (!settings) throw new Error("there is no gateway");
  const venue = { db: database(), settings };
  const left = new Set<string>();
  for (const againFrom of untils) {
    const id = await newAccount();
    await keepAsk(database(), id, ENTITY, { newestBefore: 1, againFrom });
    left.add(id);
  }
  const isFree = async (id: string) => {
    const request = { requestKey: id, ...MINE };
    const { ask } = await readBooks(venue, request);
    return awaitTurn(venue, request, ask).then(
      () => true,
      () => false,
    );
  };
  while (left.size > 0) {
    const free: string[] = [];
    for (const id of left) if (await isFree(id)) free.push(id);
    expect(free).toHaveLength(1);
    const [one = ""] = free;
    await sql("update prop_accounts set provisioning_failed_at = now() where id = $1", [one]);
    left.delete(one);
  }
});
