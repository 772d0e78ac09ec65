import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newAdmin, performAction } from "@/testing/actors/admin";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventOf } from "@/testing/stripe/sandbox";
import { stripOldEvents } from "./strip-events";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

async function paid() {
  const bought = await startCheckout(me, { key: crypto.randomUUID() });
  await confirm(bought.stripe_payment_intent_id);
  const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
  return { ...bought, event };
}
const stored = async (id: string) =>
  (await sql("select status, note, payment_id from stripe_events where id = $1", [id])).rows[0];
const jobsLeft = async () =>
  (await sql("select from graphile_worker.jobs where task_identifier = 'handle-stripe-event'")).rows
    .length;

test.each([
  ["a connected account", { account: "acct_other" }, "from a connected account"],
  [
    "a connected account, with its context",
    { account: "acct_other", context: "acct_other" },
    "from a connected account",
  ],
  [
    "an organization's account",
    { context: "acct_other" },
    "from another account of the organization",
  ],
])(
  "POST /v2/webhooks/stripe: an event of %s → stored as ignored, nothing is opened, no replay, also once stripped",
  async (_, whose, note) => {
    const { payment_id, event } = await paid();
    const id = `evt_${payment_id}`;
    expect((await deliver({ ...event, id, ...whose })).status).toBe(200);
    await runAllJobs();
    expect(await stored(id)).toEqual({ status: "ignored", note, payment_id: null });
    const { rows } = await sql("select from prop_accounts where payment_id = $1", [payment_id]);
    expect(rows).toEqual([]);
    await sql("update stripe_events set received_at = now() - interval '1 year' where id = $1", [
      id,
    ]);
    const admin = await newAdmin();
    for (const isStripped of [false, true]) {
      if (isStripped) await stripOldEvents(systemContext(database(), "job_test"));
      const replayed = await performAction(admin, "stripe_event.replay", { id, reason: "again" });
      expect([replayed.status, replayed.body.error.code]).toEqual([409, "INVALID_STATE"]);
    }
  },
);

test.each(["account", "context"])(
  "handleEvent: an event with another %s that an earlier release stored with its job → ignored",
  async (field) => {
    const { event } = await paid();
    const id = `evt_earlier_${field}`;
    const payload = JSON.stringify({ ...event, id, [field]: "acct_other" });
    await sql(
      "insert into stripe_events (id, type, livemode, payload) values ($1, $2, false, $3)",
      [id, event.type, payload],
    );
    await sql("select graphile_worker.add_job('handle-stripe-event', $1)", [
      JSON.stringify({ event_id: id }),
    ]);
    await runAllJobs();
    expect((await stored(id)).status).toBe("ignored");
  },
);

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
    await runAllJobs();
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
  await runAllJobs();
  expect((await stored("evt_gone")).status).toBe("handled");
  const { rows } = await sql("select review_kind from payments where id = $1", [payment_id]);
  expect(rows).toEqual([{ review_kind: "mismatch" }]);
  expect(await jobsLeft()).toBe(0);
});
