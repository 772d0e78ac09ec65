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
import { handleEvent } from "./handle-event";

type Fields = Record<string, unknown>;
interface Signed extends Fields {
  id: string;
  type: string;
  data: { object: Fields };
}

/** One complete event of each handled type, by its type. */
const whole = new Map<string, Signed>();
beforeAll(async () => {
  const customer = await newCustomer();
  const { stripe_payment_intent_id: intentId } = await startCheckout(customer);
  await decline(intentId);
  await confirm(intentId);
  await stripe().refunds.create({ payment_intent: intentId, amount: 500 });
  await control(`payment_intents/${intentId}/dispute`);
  for (const event of await eventsOf(intentId)) {
    whole.set(event.type, structuredClone(event) as unknown as Signed);
  }
  // Types that this payment's life didn't have, with the objects of other events.
  const like = (type: string, ...others: string[]) => {
    const event = whole.get(type);
    if (!event) throw new Error(`no ${type}`);
    for (const other of others) whole.set(other, { ...event, type: other });
  };
  like("payment_intent.succeeded", "payment_intent.processing", "payment_intent.canceled");
  like("refund.created", "refund.updated", "refund.failed", "charge.refund.updated");
  like("charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed");
});

const types = [
  "payment_intent.processing",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "payment_intent.canceled",
  "charge.refunded",
  "charge.refund.updated",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
];

function eventOf(type: string, change: (event: Signed) => void = () => {}): Signed {
  const event = structuredClone(whole.get(type));
  if (!event) throw new Error(`no ${type}`);
  event.id = `evt_${crypto.randomUUID().replaceAll("-", "")}`;
  change(event);
  return event;
}
const stored = async (id: string) =>
  (await sql("select status, note from stripe_events where id = $1", [id])).rows[0];
const jobsLeft = async () =>
  (await sql("select from graphile_worker.jobs where task_identifier = 'handle-stripe-event'")).rows
    .length;

const wrongObjects: [string, unknown][] = [
  ["{}", {}],
  ["null", null],
  ["[]", []],
  ["a text", "pi_1"],
  ["missing", undefined],
];

test.each(types)(
  "POST /v2/webhooks/stripe: %s whose data.object is no such object → ignored, with the reason, and no job",
  async (type) => {
    for (const [what, object] of wrongObjects) {
      const event = eventOf(type, ({ data }) => Object.assign(data, { object }));
      expect([what, (await deliver(event)).status]).toEqual([what, 200]);
      expect([what, await stored(event.id)]).toEqual([
        what,
        { status: "ignored", note: expect.stringMatching(/^malformed, at data\.object/) },
      ]);
    }
    expect(await jobsLeft()).toBe(0);
  },
);

test("POST /v2/webhooks/stripe: an event without data or time → ignored", async () => {
  for (const field of ["data", "created"]) {
    const event = eventOf("charge.refunded", (it) => {
      delete it[field];
    });
    await deliver(event);
    const note = expect.stringContaining(`malformed, at ${field}: `);
    expect(await stored(event.id)).toEqual({ status: "ignored", note });
  }
});

/** Stores it as an earlier release did, without validation. */
const store = (event: Signed) =>
  sql("insert into stripe_events (id, type, livemode, payload) values ($1, $2, false, $3)", [
    event.id,
    event.type,
    JSON.stringify(event),
  ]);

// One type for each kind of object, with the fields that are read.
const fieldsRead: [string, string[]][] = [
  [
    "payment_intent.payment_failed",
    [
      "id",
      "amount",
      "amount_received",
      "currency",
      "livemode",
      "status",
      "metadata",
      "cancellation_reason",
      "latest_charge",
      "last_payment_error",
    ],
  ],
  ["charge.refunded", ["object", "payment_intent"]],
  ["refund.failed", ["object", "id", "amount", "status", "payment_intent"]],
  ["charge.dispute.created", ["id", "amount", "reason", "status", "payment_intent"]],
];
const wrongValues = [undefined, null, {}, [], "", "\0", "../x", -1, 1.5, 1e300, true];

test.each(fieldsRead)(
  "handleEvent: %s with any field that is read missing or wrong → comes to its end, never throws",
  async (type, fields) => {
    const changes = fields.flatMap((field) => wrongValues.map((value) => ({ field, value })));
    const ctx = systemContext(database(), "job_test");
    const tried = await Promise.allSettled(
      changes.map(async ({ field, value }) => {
        const event = eventOf(type, (it) => {
          Object.assign(it.data.object, { [field]: value });
        });
        await store(event);
        await handleEvent(ctx, event.id);
        return (await stored(event.id)).status;
      }),
    );
    const bad = tried.flatMap((it, at) =>
      it.status === "fulfilled" && it.value !== "received"
        ? []
        : [{ ...changes[at], why: it.status === "rejected" ? String(it.reason) : it.value }],
    );
    expect(bad).toEqual([]);
  },
);

test("handleEvent: texts that PostgreSQL can't store within metadata or the failure → ignored", async () => {
  const changes: [string, Fields][] = [
    ["payment_intent.succeeded", { metadata: { payment_id: "pay_\0" } }],
    ["payment_intent.payment_failed", { last_payment_error: { type: "card\0", code: null } }],
    ["payment_intent.payment_failed", { last_payment_error: { type: 7 } }],
    ["payment_intent.succeeded", { latest_charge: { id: "ch_1", created: "today" } }],
    ["charge.refunded", { payment_intent: { id: "pi_\0" } }],
    ["charge.dispute.created", { reason: "fraud\0" }],
  ];
  for (const [type, change] of changes) {
    const event = eventOf(type, ({ data }) => Object.assign(data.object, change));
    await store(event);
    await handleEvent(systemContext(database(), "job_test"), event.id);
    expect([type, await stored(event.id)]).toEqual([
      type,
      { status: "ignored", note: expect.stringMatching(/^malformed, at data\.object\./) },
    ]);
  }
});

test("action stripe_event.replay: a malformed event → INVALID_STATE with the reason, no job", async () => {
  const event = eventOf("refund.failed", ({ data }) => Object.assign(data, { object: {} }));
  await deliver(event);
  const { status, body } = await performAction(await newAdmin(), "stripe_event.replay", {
    id: event.id,
    reason: "again",
  });
  expect([status, body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(body.error.message).toMatch(/^This event can't be replayed: malformed, at data\.object\./);
  expect(await jobsLeft()).toBe(0);
});

test("POST /v2/webhooks/stripe: each type as Stripe sends it → handled", async () => {
  const events = types.map((type) => eventOf(type));
  for (const event of events) await deliver(event);
  await runAllJobs();
  for (const { id, type } of events) {
    expect([type, (await stored(id)).status]).toEqual([type, "handled"]);
  }
});
