import { beforeAll, expect, test } from "vitest";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { act, newAdmin } from "@/testing/console";
import { buy, confirm, control, deliver, eventOf, workOff } from "@/testing/stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

async function paid() {
  const bought = await buy({ ...me.headers, "idempotency-key": crypto.randomUUID() });
  await confirm(bought.stripe_payment_intent_id);
  const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
  return { ...bought, event };
}
const stored = async (id: string) =>
  (await sql("select status, note, payment_id from stripe_events where id = $1", [id])).rows[0];
const jobsLeft = async () =>
  (await sql("select from graphile_worker.jobs where task_identifier = 'handle-stripe-event'")).rows
    .length;

test("POST /v2/webhooks/stripe: an event of a connected account → stored as ignored, nothing is opened, no replay", async () => {
  const { payment_id, event } = await paid();
  const foreign = { ...event, id: "evt_connected", account: "acct_other" };
  expect((await deliver(foreign)).status).toBe(200);
  await workOff();
  const expected = { status: "ignored", note: "of a connected account", payment_id: null };
  expect(await stored("evt_connected")).toEqual(expected);
  const { rows } = await sql("select from prop_accounts where payment_id = $1", [payment_id]);
  expect(rows).toEqual([]);
  const replayed = await act(await newAdmin(), "stripe_event.replay", {
    id: "evt_connected",
    reason: "again",
  });
  expect([replayed.status, replayed.body.error.code]).toEqual([409, "INVALID_STATE"]);
});

test("handleEvent: a connected account's event that an earlier release stored with its job → ignored", async () => {
  const { event } = await paid();
  const payload = JSON.stringify({ ...event, id: "evt_earlier", account: "acct_other" });
  await sql(
    "insert into stripe_events (id, type, livemode, payload) values ('evt_earlier', $1, false, $2)",
    [event.type, payload],
  );
  await sql("select graphile_worker.add_job('handle-stripe-event', $1)", [
    JSON.stringify({ event_id: "evt_earlier" }),
  ]);
  await workOff();
  expect((await stored("evt_earlier")).status).toBe("ignored");
});

async function disputed() {
  const bought = await paid();
  await control(`payment_intents/${bought.stripe_payment_intent_id}/dispute`);
  const event = await eventOf(bought.stripe_payment_intent_id, "charge.dispute.created");
  return { ...bought, event };
}

test.each(["dispute", "refund"])(
  "handleEvent: a %s of a PaymentIntent that Stripe doesn't know → ignored, and not tried again",
  async (kind) => {
    const { event } = await disputed();
    const foreign = structuredClone(event);
    Object.assign(foreign, { id: `evt_foreign_${kind}` });
    if (kind === "refund") Object.assign(foreign, { type: "refund.created" });
    Object.assign(foreign.data.object, {
      ...(kind === "refund" && { object: "refund" }),
      payment_intent: "pi_of_somebody_else",
    });
    await deliver(foreign);
    await workOff();
    expect(await stored(foreign.id)).toEqual({
      status: "ignored",
      note: "Stripe doesn't know its PaymentIntent pi_of_somebody_else",
      payment_id: null,
    });
    expect(await jobsLeft()).toBe(0);
  },
);

test("handleEvent: a dispute of our payment, whose PaymentIntent Stripe doesn't know → handled, the payment is flagged", async () => {
  const { payment_id, event } = await disputed();
  const gone = structuredClone(event);
  gone.id = "evt_gone";
  Object.assign(gone.data.object, { payment_intent: "pi_gone" });
  await sql("update payments set stripe_payment_intent_id = 'pi_gone' where id = $1", [payment_id]);
  await deliver(gone);
  await workOff();
  expect((await stored("evt_gone")).status).toBe("handled");
  const { rows } = await sql("select review_kind from payments where id = $1", [payment_id]);
  expect(rows).toEqual([{ review_kind: "mismatch" }]);
  expect(await jobsLeft()).toBe(0);
});
