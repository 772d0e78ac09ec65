import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/database";
import { enqueue } from "@/lib/jobs/enqueue";
import { sql } from "@/testing/callers";
import { type Admin, act, auditOf, newAdmin } from "@/testing/console";
import { buy, confirm, deliver, eventOf, workOff } from "@/testing/stripe";
import { newTrader } from "@/testing/trading";

let admin: Admin;
beforeAll(async () => {
  admin = await newAdmin();
});

test("an event of Stripe's that was ignored too early is handled when it is replayed", async () => {
  const me = await newTrader();
  const { payment_id, stripe_payment_intent_id: intentId } = await buy(me.appHeaders);
  await confirm(intentId);
  const event = await eventOf(intentId, "payment_intent.succeeded");
  await deliver(event);
  await sql("update stripe_events set status = 'ignored', note = 'lost' where id = $1", [event.id]);
  await workOff();
  await act(admin, "stripe_event.replay", { id: event.id });
  await workOff();
  const { rows } = await sql("select status from payments where id = $1", [payment_id]);
  expect(rows).toEqual([{ status: "succeeded" }]);
  expect(await auditOf(event.id)).toMatchObject([
    { action: "stripe_event.replay", before: { status: "ignored", note: "lost" } },
  ]);
  await act(admin, "stripe_event.replay", { id: event.id });
  await workOff();
  const accounts = await sql("select 1 from prop_accounts where payment_id = $1", [payment_id]);
  expect(accounts.rows).toHaveLength(1);
});

test("an event of the other mode, or none, is not replayed", async () => {
  await sql(
    "insert into stripe_events (id, type, livemode, payload, status) values ('evt_live', 'charge.refunded', true, '{}', 'ignored')",
  );
  expect((await act(admin, "stripe_event.replay", { id: "evt_live" })).status).toBe(409);
  expect((await act(admin, "stripe_event.replay", { id: "evt_none" })).status).toBe(404);
});

test("a webhook is sent again as a delivery of its own; not to an endpoint that is disabled", async () => {
  await sql(
    `insert into webhook_endpoints (id, app_id, url, events, secret) select 'we_x', id, 'https://receiver.example', '{*}', 's' from api_apps limit 1`,
  );
  await sql(
    "insert into webhook_events (id, type, payload) values ('evt_x', 'payment.failed', '{}')",
  );
  await sql(
    "insert into webhook_deliveries (id, endpoint_id, event_id, status) values ('whd_x', 'we_x', 'evt_x', 'failed')",
  );
  const { body } = await act(admin, "delivery.redeliver", { id: "whd_x" });
  const { rows } = await sql("select redelivery_of, status from webhook_deliveries where id = $1", [
    body.id,
  ]);
  expect(rows).toEqual([{ redelivery_of: "whd_x", status: "pending" }]);
  expect(await auditOf("whd_x")).toMatchObject([
    { before: { status: "failed" }, after: { delivery_id: body.id } },
  ]);
  await sql(
    "update webhook_endpoints set disabled_at = now(), disabled_reason = 'failing' where id = 'we_x'",
  );
  expect((await act(admin, "delivery.redeliver", { id: "whd_x" })).body.error.code).toBe(
    "INVALID_STATE",
  );
});

test("a job that failed for good is tried again; one that goes on by itself is left alone", async () => {
  await enqueue(database(), "settle-deposit", { payment_id: "pay_none" }, { key: "a-job" });
  const { rows } = await sql("select id from graphile_worker._private_jobs where key = 'a-job'");
  const id = rows[0].id as string;
  expect((await act(admin, "job.retry", { id })).body.error.code).toBe("INVALID_STATE");
  await sql(
    "update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no' where id = $1",
    [id],
  );
  await act(admin, "job.retry", { id });
  expect(await auditOf(id)).toMatchObject([
    { action: "job.retry", before: { task: "settle-deposit", last_error: "no" } },
  ]);
  await workOff();
  const left = await sql("select 1 from graphile_worker._private_jobs where id = $1", [id]);
  expect(left.rows).toEqual([]);
  expect((await act(admin, "job.retry", { id: "999999" })).status).toBe(404);
  expect((await act(admin, "job.retry", { id: "x" })).status).toBe(400);
});
