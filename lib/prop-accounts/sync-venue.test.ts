import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { stripe } from "@/lib/payments/stripe";
import type { Venue } from "@/lib/venues";
import { contextOf, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { newAccount, provision, rowOf, startVenue } from "@/testing/stand-ins/vanta";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { listAccountsForReview } from "./review";
import { syncVenue } from "./sync-venue";

const STOP =
  "This venue doesn't support suspension. Stop the subaccount there manually, then mark the venue step as done.";
const RESUME = expect.stringContaining("resume it there");

const gateway = await startVenue();
afterAll(() => gateway.close());
let me: Awaited<ReturnType<typeof newTrader>>;
beforeAll(async () => {
  me = await newTrader();
});
beforeEach(runAllJobs);

const job = () => systemContext(database(), "job_test");
const admin = () => {
  const ctx = contextOf(me);
  return { ...ctx, actor: { ...ctx.actor, role: "admin" as const } };
};
/** The queue of each job that waits to sync the venue with an account. */
const waitingJobs = async (id: string) =>
  (
    await sql(
      "select queue_name from graphile_worker.jobs j join graphile_worker._private_jobs p using (id) where task_identifier = 'sync-venue' and payload->>'prop_account_id' = $1",
      [id],
    )
  ).rows.map(({ queue_name }) => queue_name);
const noteOf = async (id: string) => (await rowOf(id)).venue_note;

/** Delivers Stripe's latest events about a payment; other jobs wait. */
async function deliverEvents(intent: string) {
  for (const event of await eventsOf(intent)) await deliver(event);
}

async function newBoughtAccount() {
  const payment = await startCheckout(me, { key: crypto.randomUUID() });
  const { payment_id, stripe_payment_intent_id: intent } = payment;
  await confirm(intent);
  await deliverEvents(intent);
  await runAllJobs();
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [payment_id]);
  const id: string = rows[0].id;
  return { id, intent, payment_id };
}

/** A venue that can suspend, and the calls that it got. */
function suspendingVenue(during: () => Promise<unknown> = async () => {}) {
  const calls: boolean[] = [];
  const venue: Venue = {
    name: "suspending",
    createSubaccount: () => Promise.reject(new Error("not requested")),
    findSubaccount: async () => null,
    setSuspended: async (_, suspended) => {
      calls.push(suspended);
      await during();
      return "done";
    },
  };
  return { calls, venue };
}
const hold = (id: string, held: boolean) =>
  sql("update prop_accounts set admin_hold = $2 where id = $1", [id, held]);

test("listAccountsForReview: disputed, won and refunded at a venue that can't suspend → listed with a note each time", async () => {
  const { id, intent, payment_id } = await newBoughtAccount();
  expect(await rowOf(id)).toMatchObject({ status: "active", venue_note: null });
  const listed = async () =>
    (await listAccountsForReview(admin())).filter((row) => row.prop_account_id === id);
  expect(await listed()).toEqual([]);

  const dispute = await control(`payment_intents/${intent}/dispute`);
  await deliverEvents(intent);
  await runAllJobs();
  expect(await listed()).toMatchObject([
    { payment_id, customer_email: me.email, status: "suspended", venue: "vanta", note: STOP },
  ]);

  await control(`disputes/${dispute.id}/win`);
  await deliverEvents(intent);
  await runAllJobs();
  expect(await listed()).toMatchObject([{ status: "active", note: RESUME }]);

  await stripe().refunds.create({ payment_intent: intent });
  await deliverEvents(intent);
  await runAllJobs();
  expect(await listed()).toMatchObject([{ status: "closed", note: STOP }]);
});

test("syncVenue: suspended without a subaccount → no note", async () => {
  const id = await newAccount();
  await hold(id, true);
  await syncVenue(job(), id);
  expect(await noteOf(id)).toBeNull();
});

test("provisionAccount: closed during the creation → a sync is enqueued when the subaccount is recorded", async () => {
  const id = await newAccount();
  const close = () =>
    sql("update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1", [
      id,
    ]);
  gateway.onCreation({ beforeReply: close });
  expect(await provision(id)).toMatchObject({ status: "closed" });
  expect(await waitingJobs(id)).toEqual(["tell-venue"]);
  await runAllJobs();
  expect(await noteOf(id)).toBe(STOP);
});

test("syncVenue: the venue can suspend → called with the present status, note removed", async () => {
  const id = await newAccount();
  await provision(id);
  await hold(id, true);
  await syncVenue(job(), id);
  expect(await noteOf(id)).toBe(STOP);
  const { calls, venue } = suspendingVenue();
  for (let n = 0; n < 2; n++) await syncVenue(job(), id, venue);
  expect(await noteOf(id)).toBeNull();
  await hold(id, false);
  for (let n = 0; n < 2; n++) await syncVenue(job(), id, venue);
  expect(calls).toEqual([true, true, false, false]);
});

test("syncVenue: the account is resumed during the call → the venue is called again, as the account is now", async () => {
  const id = await newAccount();
  await provision(id);
  await hold(id, true);
  await syncVenue(job(), id);
  const { venue, calls } = suspendingVenue(() => hold(id, false));
  await syncVenue(job(), id, venue);
  expect(calls).toEqual([true, false]);
  expect(await noteOf(id)).toBeNull();
});

test("tell-venue job, as the release before enqueues it → syncs the venue", async () => {
  const id = await newAccount();
  await provision(id);
  await hold(id, true);
  await sql(
    "select graphile_worker.add_job('tell-venue', json_build_object('prop_account_id', $1::text), 'tell-venue')",
    [id],
  );
  await runAllJobs();
  expect(await noteOf(id)).toBe(STOP);
});

test("syncVenue: the venue doesn't respond → throws, so that the job is repeated; no note", async () => {
  const id = await newAccount();
  await provision(id);
  await hold(id, true);
  const { venue } = suspendingVenue(() => Promise.reject(new Error("no answer")));
  await expect(syncVenue(job(), id, venue)).rejects.toThrow("no answer");
  expect(await noteOf(id)).toBeNull();
});

test("listAccountsForReview: a customer → FORBIDDEN", async () => {
  await expect(listAccountsForReview(contextOf(me))).rejects.toMatchObject({ code: "FORBIDDEN" });
});
