import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { act, newAdmin } from "@/testing/console";
import { buy, confirm, control, deliver, eventsOf, workOff } from "@/testing/stripe";
import { stripOldEvents } from "./strip-events";
import { stripe } from "./stripe";

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
    // Not when it was told: Stripe is asked again by any replay of a refund or dispute.
    sql(`select id, amount_cents, status from ${table} where payment_id = $1 order by id`, [
      paymentId,
    ]);
  const { rows } = await sql("select * from payments where id = $1", [paymentId]);
  const [refunds, disputes] = [await read("payment_refunds"), await read("payment_disputes")];
  return { payment: rows, refunds: refunds.rows, disputes: disputes.rows };
};

/** A payment that was declined, paid, partly refunded and disputed, and the ids of its events. */
async function lived() {
  const bought = await buy({ ...me.headers, "idempotency-key": crypto.randomUUID() });
  const intentId = bought.stripe_payment_intent_id;
  await confirm(intentId, "pm_card_chargeDeclined").catch(() => {});
  await confirm(intentId);
  await stripe().refunds.create({ payment_intent: intentId, amount: 500 });
  await control(`payment_intents/${intentId}/dispute`);
  const events = await eventsOf(intentId);
  for (const event of events) {
    // What Stripe really sends has these; the sandbox's buyers have none.
    Object.assign(event.data.object, {
      billing_details: { name: "Ada Private", email: "ada@private.example" },
      receipt_email: "ada@private.example",
    });
    await deliver(event);
  }
  await workOff();
  return { ...bought, ids: events.map(({ id }) => id) };
}

test("stripOldEvents: older than the retention → ids, amounts and statuses are left, nothing personal", async () => {
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

test("stripOldEvents: newer, or not handled yet → stays whole", async () => {
  const { ids } = await lived();
  const [waiting = "", ...newer] = ids;
  await age([waiting], 400);
  await age(newer, 179);
  await sql("update stripe_events set status = 'received' where id = $1", [waiting]);
  const before = await stored(ids);
  await run();
  expect(await stored(ids)).toEqual(before);
});

test("action stripe_event.replay: a stripped event of each type → handled, and every fact is what it was", async () => {
  const { payment_id, ids } = await lived();
  await age(ids, 181);
  await run();
  const before = await factsOf(payment_id);
  const admin = await newAdmin();
  for (const id of ids) {
    expect((await act(admin, "stripe_event.replay", { id })).status).toBe(200);
    await workOff();
  }
  expect((await stored(ids)).map(({ status }) => status)).toEqual(ids.map(() => "handled"));
  expect(await factsOf(payment_id)).toEqual(before);
});
