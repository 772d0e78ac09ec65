import { beforeEach, expect, test, vi } from "vitest";
import { connection } from "@/lib/core/database";
import { log } from "@/lib/core/log";
import { resetGauges } from "@/lib/metrics/refresh";
import { anonymous } from "@/testing/actors/credentials";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

beforeEach(async () => {
  await sql("delete from graphile_worker._private_jobs");
  await sql("delete from job_runners");
});

// In the future: however slow the machine, it isn't silent.
const runs = (pools: string[] | null, id = "here") =>
  sql(
    "insert into job_runners (id, worker_ids, pools, seen_at) values ($1, '[]', $2, now() + interval '1 hour')",
    [id, JSON.stringify(pools)],
  );
const addPendingJob = (task: string, ago: string, queue: string | null = null) =>
  sql(
    "select graphile_worker.add_job($1, run_at => now() - $2::interval, queue_name => $3::text)",
    [task, ago, queue],
  );
const everything = ["payments", "webhooks", "emails"];
const idle = { state: "ok", processes: 1, overdue_jobs: 0, oldest_due_seconds: 0 };

async function sample(name: string, pool: string): Promise<number | null> {
  resetGauges();
  const { body } = await as(anonymous).get("/api/metrics");
  const line = String(body)
    .split("\n")
    .find((row) => row.startsWith(`propdesk_${name}{pool="${pool}"}`));
  return line ? Number(line.slice(line.lastIndexOf(" "))) : null;
}

test("GET /api/health: every worker pool runs, no job is overdue → 200, every pool ok", async () => {
  await runs(everything);
  const { status, body } = await as(anonymous).get("/api/health");
  expect([status, body]).toEqual([
    200,
    {
      status: "ok",
      release: "development",
      database: "ok",
      worker: "ok",
      worker_pools: { payments: idle, webhooks: idle, emails: idle },
      stripe: { mode: "sandbox", state: "ok" },
    },
  ]);
});

test("GET /api/health: a worker pool runs in no process → 503, worker not running", async () => {
  await runs(["payments", "emails"]);
  const { status, body } = await as(anonymous).get("/api/health");
  expect([status, body.status, body.worker]).toEqual([503, "unavailable", "not running"]);
  expect(body.worker_pools.webhooks).toEqual({ ...idle, state: "not running", processes: 0 });
  expect(body.worker_pools.payments).toEqual(idle);
  await runs(["webhooks"], "there");
  expect((await as(anonymous).get("/api/health")).status).toBe(200);
});

test("GET /api/health: only a process of an older release, without pool names → 200", async () => {
  await sql(
    "insert into job_runners (id, worker_ids, seen_at) values ('old', '[]', now() + interval '1 hour')",
  );
  expect((await as(anonymous).get("/api/health")).status).toBe(200);
});

test("GET /api/health: an overdue payments job → 503, with its pool and age", async () => {
  await runs(everything);
  await addPendingJob("handle-stripe-event", "30 seconds");
  expect((await as(anonymous).get("/api/health")).status).toBe(200);
  await addPendingJob("provision-account", "95 seconds");
  const { status, body } = await as(anonymous).get("/api/health");
  expect([status, body.status, body.worker]).toEqual([503, "unavailable", "ok"]);
  expect(body.worker_pools.payments).toEqual({
    state: "overdue",
    processes: 1,
    overdue_jobs: 1,
    oldest_due_seconds: expect.toSatisfy((seconds) => seconds >= 95 && seconds < 155),
  });
  expect(await sample("jobs_overdue", "payments")).toBe(1);
  expect(await sample("oldest_due_job_seconds", "payments")).toBeGreaterThanOrEqual(95);
  expect(await sample("worker_pools", "payments")).toBe(1);
  expect(await sample("jobs_overdue", "emails")).toBe(0);
});

test("GET /api/health: overdue webhooks and emails → 200, and they are shown", async () => {
  await runs(everything);
  await addPendingJob("deliver-webhook", "2 minutes");
  await addPendingJob("send-mail", "3 minutes");
  const { status, body } = await as(anonymous).get("/api/health");
  expect(status).toBe(200);
  expect(body.worker_pools.webhooks).toMatchObject({ state: "overdue", overdue_jobs: 1 });
  expect(body.worker_pools.emails).toMatchObject({
    state: "overdue",
    oldest_due_seconds: expect.toSatisfy((s) => s >= 180),
  });
});

test.each([
  ["that runs", "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-x'"],
  ["that has failed for good", "update graphile_worker._private_jobs set attempts = max_attempts"],
  ["of a newer release", "update graphile_worker._private_tasks set identifier = 'not-ours'"],
])("GET /api/health: an old job %s → 200, not overdue", async (_, change) => {
  await runs(everything);
  await addPendingJob("settle-deposit", "2 minutes");
  await sql(
    `${change} where ${change.includes("_tasks") ? "identifier = 'settle-deposit'" : "true"}`,
  );
  expect((await as(anonymous).get("/api/health")).status).toBe(200);
});

test("GET /api/health: an old job behind a running one of its queue → 200, not overdue", async () => {
  await runs(everything);
  await addPendingJob("tell-venue", "2 minutes", "tell-venue");
  expect((await as(anonymous).get("/api/health")).status).toBe(503);
  await sql("update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'p'");
  expect((await as(anonymous).get("/api/health")).status).toBe(200);
});

test("GET /api/health, /api/health/ready, /api/metrics: the database doesn't respond → 503 and database_up 0 within seconds, few connections", async () => {
  await runs(everything);
  resetGauges();
  const holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query(
    "lock table job_runners, drizzle.__drizzle_migrations in access exclusive mode",
  );
  const before = connection().pool.totalCount;
  const start = Date.now();
  const probes = Promise.all(
    Array.from({ length: 8 }, () => as(anonymous).get("/api/health/ready")),
  );
  const [first, second, gauges] = await Promise.all([
    as(anonymous).get("/api/health"),
    as(anonymous).get("/api/health"),
    as(anonymous).get("/api/metrics"),
  ]);
  expect((await probes).map(({ status }) => status)).toEqual(Array(8).fill(503));
  expect(Date.now() - start).toBeLessThan(15_000);
  expect([first.status, first.body.database, second.status]).toEqual([503, "away", 503]);
  expect(String(gauges.body)).toContain("propdesk_database_up 0");
  expect(connection().pool.totalCount - before).toBeLessThan(6);
  await holder.query("rollback");
  holder.release();
  expect((await as(anonymous).get("/api/health")).status).toBe(200);
});

test("GET /api/health/live and /ready: no worker runs → 200, the process serves", async () => {
  expect((await as(anonymous).get("/api/health")).status).toBe(503);
  const [alive, serves] = [
    await as(anonymous).get("/api/health/live"),
    await as(anonymous).get("/api/health/ready"),
  ];
  expect([alive.status, alive.body]).toEqual([200, { status: "live" }]);
  expect([serves.status, serves.body]).toEqual([200, { status: "ready", database: "ok" }]);
});

test("GET /api/health/ready: the process is about to end → 503 draining, and live", async () => {
  vi.stubGlobal("propdesk.drain", { value: { isDraining: true } });
  const { status, body } = await as(anonymous).get("/api/health/ready");
  expect([status, body]).toEqual([503, { status: "draining" }]);
  expect((await as(anonymous).get("/api/health/live")).status).toBe(200);
  vi.unstubAllGlobals();
});

test("GET /api/health/ready: a database that isn't migrated → 503, and live", async () => {
  await sql("alter table drizzle.__drizzle_migrations rename to put_away");
  const { status, body } = await as(anonymous).get("/api/health/ready");
  expect([status, body]).toEqual([503, { status: "unavailable", database: "not migrated" }]);
  expect((await as(anonymous).get("/api/health/live")).status).toBe(200);
  await sql("alter table drizzle.put_away rename to __drizzle_migrations");
});

test.each(["/api/health", "/api/health/live", "/api/health/ready"])(
  "GET %s: 200 → the request is logged at level debug",
  async (path) => {
    await runs(everything);
    const [info, debug] = [vi.fn(), vi.fn()];
    vi.spyOn(log(), "child").mockImplementation(() => ({ ...log(), info, debug }) as never);
    await as(anonymous).get(path);
    vi.restoreAllMocks();
    expect([info.mock.calls, debug.mock.calls.length]).toEqual([[], 1]);
  },
);
