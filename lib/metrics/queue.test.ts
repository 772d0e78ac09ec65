import { expect, test } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { sample } from "@/testing/http/metrics";
import { payForAccount } from "@/testing/stripe/payments";

test("propdesk_jobs, propdesk_job_duration_seconds: due, done, failed → counted by task, state and outcome", async () => {
  await runAllJobs();
  const customer = await newCustomer();
  await payForAccount(customer);
  const pending = { task: "handle-stripe-event", state: "due" };
  expect(await sample("propdesk_jobs", pending)).toBe(1);
  const done = { task: "handle-stripe-event", outcome: "success" };
  const before = (await sample("propdesk_job_duration_seconds_count", done)) ?? 0;
  await runAllJobs();
  expect(await sample("propdesk_job_duration_seconds_count", done)).toBe(before + 1);
  expect(await sample("propdesk_jobs", pending)).toBe(0);
  await sql("select graphile_worker.add_job('settle-deposit', '{}'::json, max_attempts => 1)");
  await runAllJobs();
  const failed = { task: "settle-deposit" };
  const counted = { ...failed, outcome: "failed" };
  expect(await sample("propdesk_job_duration_seconds_count", counted)).toBe(1);
  expect(await sample("propdesk_jobs", { ...failed, state: "failed" })).toBe(1);
});

test("propdesk_jobs: no failed jobs → 0 for each task", async () => {
  await runAllJobs();
  await sql("delete from graphile_worker._private_jobs");
  expect(await sample("propdesk_jobs", { task: "settle-deposit", state: "failed" })).toBe(0);
});

test("propdesk_stripe_event_lag_seconds: two events not handled → the age of the oldest", async () => {
  await runAllJobs();
  expect(await sample("propdesk_stripe_event_lag_seconds")).toBe(0);
  const customer = await newCustomer();
  await payForAccount(customer);
  await payForAccount(customer);
  await sql(
    "update graphile_worker._private_jobs set created_at = now() - interval '90 seconds' where id = (select min(id) from graphile_worker.jobs where task_identifier = 'handle-stripe-event')",
  );
  const lag = await sample("propdesk_stripe_event_lag_seconds");
  expect(lag).toBeGreaterThan(89);
  expect(lag).toBeLessThan(120);
  await runAllJobs();
  expect(await sample("propdesk_stripe_event_lag_seconds")).toBe(0);
});

test("propdesk_mail_outbox_age_seconds: → the age of the oldest email that doesn't wait for another", async () => {
  await sql("delete from mail_outbox");
  expect(await sample("propdesk_mail_outbox_age_seconds")).toBe(0);
  expect(await sample("propdesk_jobs", { task: "mail_outbox", state: "due" })).toBe(0);
  await sql(
    "insert into mail_outbox (key, payload, after, created_at) values ('first', '{}', null, now() - interval '1 hour'), ('second', '{}', 'first', now() - interval '9 hours')",
  );
  expect(await sample("propdesk_mail_outbox_age_seconds")).toBeGreaterThanOrEqual(3_600);
  expect(await sample("propdesk_mail_outbox_age_seconds")).toBeLessThan(9 * 3_600);
  await sql("delete from mail_outbox");
});

test("propdesk_webhook_delivery_lag_seconds: a delivery is an hour late → an hour", async () => {
  expect(await sample("propdesk_webhook_delivery_lag_seconds")).toBe(0);
  await sql(
    "insert into webhook_endpoints (id, app_id, url, events, secret) values ('we_m', 'app_demo', 'https://x.example', '{*}', 's')",
  );
  await sql("insert into webhook_events (id, type, payload) values ('evt_m', 'test', '{}')");
  await sql(
    "insert into webhook_deliveries (id, endpoint_id, event_id, next_attempt_at) values ('whd_m', 'we_m', 'evt_m', now() - interval '1 hour')",
  );
  expect(await sample("propdesk_webhook_delivery_lag_seconds")).toBeGreaterThan(3_599);
  await sql("delete from webhook_endpoints where id = 'we_m'");
});
