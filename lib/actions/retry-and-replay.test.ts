import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { enqueue } from "@/lib/queue/enqueue";
import { type Admin, auditOf, newAdmin, performAction } from "@/testing/actors/admin";
import { newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";

let admin: Admin;
beforeAll(async () => {
  admin = await newAdmin();
});

test("stripe_event.replay: an ignored event → processed; again → still one account", async () => {
  const me = await newTrader();
  const { payment_id, stripe_payment_intent_id: intentId } = await startCheckout(me);
  await confirm(intentId);
  const event = await eventOf(intentId, "payment_intent.succeeded");
  await deliver(event);
  await sql("update stripe_events set status = 'ignored', note = 'lost' where id = $1", [event.id]);
  await runAllJobs();
  await performAction(admin, "stripe_event.replay", { id: event.id });
  await runAllJobs();
  const { rows } = await sql("select status from payments where id = $1", [payment_id]);
  expect(rows).toEqual([{ status: "succeeded" }]);
  expect(await auditOf(event.id)).toMatchObject([
    { action: "stripe_event.replay", before: { status: "ignored", note: "lost" } },
  ]);
  await performAction(admin, "stripe_event.replay", { id: event.id });
  await runAllJobs();
  const accounts = await sql("select 1 from prop_accounts where payment_id = $1", [payment_id]);
  expect(accounts.rows).toHaveLength(1);
});

test("stripe_event.replay: an event of the other mode, or an unknown one → rejected", async () => {
  await sql(
    "insert into stripe_events (id, type, livemode, payload, status) values ('evt_live', 'charge.refunded', true, '{}', 'ignored')",
  );
  expect((await performAction(admin, "stripe_event.replay", { id: "evt_live" })).status).toBe(409);
  expect((await performAction(admin, "stripe_event.replay", { id: "evt_none" })).status).toBe(404);
});

test("delivery.redeliver: a delivery → sent again as a new delivery; a disabled endpoint → rejected", async () => {
  await sql(
    `insert into webhook_endpoints (id, app_id, url, events, secret) select 'we_x', id, 'https://receiver.example', '{*}', 's' from api_apps limit 1`,
  );
  await sql(
    "insert into webhook_events (id, type, payload) values ('evt_x', 'payment.failed', '{}')",
  );
  await sql(
    "insert into webhook_deliveries (id, endpoint_id, event_id, status) values ('whd_x', 'we_x', 'evt_x', 'failed')",
  );
  const { body } = await performAction(admin, "delivery.redeliver", { id: "whd_x" });
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
  expect((await performAction(admin, "delivery.redeliver", { id: "whd_x" })).body.error.code).toBe(
    "INVALID_STATE",
  );
});

test("job.retry: a permanently failed job → run again; one that is still retried → INVALID_STATE", async () => {
  await enqueue(database(), "settle-deposit", { payment_id: "pay_none" }, { key: "a-job" });
  const { rows } = await sql("select id from graphile_worker._private_jobs where key = 'a-job'");
  const id = rows[0].id as string;
  expect((await performAction(admin, "job.retry", { id })).body.error.code).toBe("INVALID_STATE");
  await sql(
    "update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no' where id = $1",
    [id],
  );
  await performAction(admin, "job.retry", { id });
  expect(await auditOf(id)).toMatchObject([
    { action: "job.retry", before: { task: "settle-deposit", last_error: "no" } },
  ]);
  await runAllJobs();
  const left = await sql("select 1 from graphile_worker._private_jobs where id = $1", [id]);
  expect(left.rows).toEqual([]);
  expect((await performAction(admin, "job.retry", { id: "999999" })).status).toBe(404);
  expect((await performAction(admin, "job.retry", { id: "x" })).status).toBe(400);
});
