import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newAdmin, performAction } from "@/testing/actors/admin";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, decline, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { stripe } from "../stripe";
import { stripOldEvents } from "./strip-events";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const run = () => stripOldEvents(systemContext(database(), "job_test"));
const age = (ids: string[], days: number) =>
  sql(
    "update stripe_events set received_at = now() - make_interval(days => $2) where id = any($1)",
    [ids, days],
  );
const stored = async (ids: string[]) =>
  (
    await sql(
      "select id, type, payload, stripped_at, status from stripe_events where id = any($1) order by id",
      [ids],
    )
  ).rows;
const factsOf = async (paymentId: string) => {
  const read = (table: string) =>
    // The time of the response is left out: any replay of a refund or dispute calls Stripe again.
    sql(`select id, amount_cents, status from ${table} where payment_id = $1 order by id`, [
      paymentId,
    ]);
  const { rows } = await sql("select * from payments where id = $1", [paymentId]);
  const [refunds, disputes] = [await read("payment_refunds"), await read("payment_disputes")];
  return { payment: rows, refunds: refunds.rows, disputes: disputes.rows };
};

/** A payment that was declined, paid, partly refunded and disputed, and the ids of its events. */
async function lived() {
  const bought = await startCheckout(me, { key: crypto.randomUUID() });
  const intentId = bought.stripe_payment_intent_id;
  await decline(intentId);
  await confirm(intentId);
  await stripe().refunds.create({ payment_intent: intentId, amount: 500 });
  await control(`payment_intents/${intentId}/dispute`);
  const events = await eventsOf(intentId);
  for (const event of events) {
    // Fields of Stripe's real events that the sandbox's lack.
    Object.assign(event.data.object, {
      billing_details: { name: "Ada Private", email: "ada@private.example" },
      receipt_email: "ada@private.example",
    });
    await deliver(event);
  }
  await runAllJobs();
  return { ...bought, ids: events.map(({ id }) => id) };
}

test("stripOldEvents: older than the retention → only ids, amounts and statuses are left", async () => {
  const { ids } = await lived();
  await age(ids, 181);
  await run();
  const rows = await stored(ids);
  expect(rows.length).toBeGreaterThan(4);
  for (const { id, type, payload, stripped_at } of rows) {
    expect(stripped_at).toBeInstanceOf(Date);
    expect(payload).not.toMatch(
      /private|billing_details|receipt_email|fingerprint|last4|client_secret/i,
    );
    expect(JSON.parse(payload)).toMatchObject({ id, type, livemode: false, data: { object: {} } });
  }
});

test("stripOldEvents: newer, or not handled yet → unchanged", async () => {
  const { ids } = await lived();
  const [waiting = "", ...newer] = ids;
  await age([waiting], 400);
  await age(newer, 179);
  await sql("update stripe_events set status = 'received' where id = $1", [waiting]);
  const before = await stored(ids);
  await run();
  expect(await stored(ids)).toEqual(before);
});

test("stripe_event.replay: a stripped event of each type → handled, every fact unchanged", async () => {
  const { payment_id, ids } = await lived();
  await age(ids, 181);
  await run();
  const before = await factsOf(payment_id);
  const admin = await newAdmin();
  for (const id of ids) {
    expect((await performAction(admin, "stripe_event.replay", { id })).status).toBe(200);
    await runAllJobs();
  }
  expect((await stored(ids)).map(({ status }) => status)).toEqual(ids.map(() => "handled"));
  expect(await factsOf(payment_id)).toEqual(before);
});
