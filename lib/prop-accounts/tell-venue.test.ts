import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { stripe } from "@/lib/payments/stripe";
import { sql } from "@/testing/callers";
import { buy, confirm, control, deliver, eventsOf, workOff } from "@/testing/stripe";
import { contextOf, newTrader } from "@/testing/trading";
import { newAccount, provision, rowOf, startVenue } from "@/testing/vanta";
import type { SubaccountProvider } from "./providers/port";
import { listAccountsForReview } from "./review";
import { tellVenue } from "./tell-venue";

const STOP = "The venue can't suspend: stop the subaccount there by hand.";
const RESUME = expect.stringContaining("let it go on there");

const gateway = await startVenue();
afterAll(() => gateway.close());
let me: Awaited<ReturnType<typeof newTrader>>;
beforeAll(async () => {
  me = await newTrader();
});
beforeEach(workOff);

const job = () => systemContext(database(), "job_test");
const admin = () => {
  const ctx = contextOf(me);
  return { ...ctx, actor: { ...ctx.actor, role: "admin" as const } };
};
/** The queue of each job that waits to tell the venue of an account. */
const waiting = async (id: string) =>
  (
    await sql(
      "select queue_name from graphile_worker.jobs j join graphile_worker._private_jobs p using (id) where task_identifier = 'tell-venue' and payload->>'prop_account_id' = $1",
      [id],
    )
  ).rows.map(({ queue_name }) => queue_name);
const noteOf = async (id: string) => (await rowOf(id)).venue_note;

/** Stripe's latest events about a payment are heard; jobs wait, but for those that handle them. */
async function hear(intent: string) {
  for (const event of await eventsOf(intent)) await deliver(event);
}

async function bought() {
  const made = await buy({ ...me.appHeaders, "idempotency-key": crypto.randomUUID() });
  const { payment_id, stripe_payment_intent_id: intent } = made;
  await confirm(intent);
  await hear(intent);
  await workOff();
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [payment_id]);
  const id: string = rows[0].id;
  return { id, intent, payment_id };
}

/** A venue that can suspend, and what it was told. */
function able(meanwhile: () => Promise<unknown> = async () => {}) {
  const told: boolean[] = [];
  const venue: SubaccountProvider = {
    name: "able",
    createSubaccount: () => Promise.reject(new Error("not asked")),
    findSubaccount: async () => null,
    setSuspended: async (_, suspended) => {
      told.push(suspended);
      await meanwhile();
      return "done";
    },
  };
  return { told, venue };
}
const hold = (id: string, held: boolean) =>
  sql("update prop_accounts set admin_hold = $2 where id = $1", [id, held]);

test("an account disputed, won and refunded at a venue that can't follow is listed with what to do", async () => {
  const { id, intent, payment_id } = await bought();
  expect(await rowOf(id)).toMatchObject({ status: "active", venue_note: null });
  const listed = async () =>
    (await listAccountsForReview(admin())).filter((row) => row.prop_account_id === id);
  expect(await listed()).toEqual([]);

  const dispute = await control(`payment_intents/${intent}/dispute`);
  await hear(intent);
  await workOff();
  expect(await listed()).toMatchObject([
    { payment_id, customer_email: me.email, status: "suspended", provider: "vanta", note: STOP },
  ]);

  await control(`disputes/${dispute.id}/win`);
  await hear(intent);
  await workOff();
  expect(await listed()).toMatchObject([{ status: "active", note: RESUME }]);

  await stripe().refunds.create({ payment_intent: intent });
  await hear(intent);
  await workOff();
  expect(await listed()).toMatchObject([{ status: "closed", note: STOP }]);
});

test("an account that was stopped before it had a subaccount is nothing for the venue", async () => {
  const id = await newAccount();
  await hold(id, true);
  await tellVenue(job(), id);
  expect(await noteOf(id)).toBeNull();
});

test("one that is closed while its subaccount is made is stopped there when that is recorded", async () => {
  const id = await newAccount();
  const close = () =>
    sql("update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1", [
      id,
    ]);
  gateway.next({ meanwhile: close });
  expect(await provision(id)).toMatchObject({ status: "closed" });
  expect(await waiting(id)).toEqual(["tell-venue"]);
  await workOff();
  expect(await noteOf(id)).toBe(STOP);
});

test("a venue that can is told of the account as it is when the job runs, and nothing is left to do", async () => {
  const id = await newAccount();
  await provision(id);
  await hold(id, true);
  await tellVenue(job(), id);
  expect(await noteOf(id)).toBe(STOP);
  const { told, venue } = able();
  for (let n = 0; n < 2; n++) await tellVenue(job(), id, venue);
  expect(await noteOf(id)).toBeNull();
  await hold(id, false);
  for (let n = 0; n < 2; n++) await tellVenue(job(), id, venue);
  expect(told).toEqual([true, true, false, false]);
});

test("what was told of an account that has changed meanwhile is not written over what is due now", async () => {
  const id = await newAccount();
  await provision(id);
  await hold(id, true);
  await tellVenue(job(), id);
  const { venue } = able(() => hold(id, false));
  await tellVenue(job(), id, venue);
  expect(await noteOf(id)).toBe(STOP);
});

test("a venue that doesn't answer is asked again by the job, and nothing is written", async () => {
  const id = await newAccount();
  await provision(id);
  await hold(id, true);
  const { venue } = able(() => Promise.reject(new Error("no answer")));
  await expect(tellVenue(job(), id, venue)).rejects.toThrow("no answer");
  expect(await noteOf(id)).toBeNull();
});

test("nobody but an admin sees the list", async () => {
  await expect(listAccountsForReview(contextOf(me))).rejects.toMatchObject({ code: "FORBIDDEN" });
});
