import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { connection } from "@/lib/core/database";
import { checkHealth } from "@/lib/server/health";
import { sql } from "@/testing/database/sql";
import { connectFaults, type Faults } from "@/testing/faults/database-faults";
import { startWorker } from "./worker";

/** A job of each worker pool that has nothing to do. */
const emptyJobs = [
  ["purge-idempotency-keys", "{}"],
  ["deliver-webhook", '{"delivery_id":"whd_unknown"}'],
  ["send-mail", '{"kind":"receipt","payment_id":"pay_unknown"}'],
] as const;
const RECOVERY_MS = 25_000;
const shortDelays = { retryMs: 100, backoffMs: { first: 100, most: 400 } };

vi.setConfig({ testTimeout: 90_000 });

let faults: Faults;
let worker: ReturnType<typeof startWorker> | undefined;

beforeAll(async () => {
  const { rows } = await sql("select current_database() as name");
  faults = await connectFaults(inject("postgresUrl"), rows[0].name);
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await sql("delete from job_runners");
});
afterAll(() => faults.stop());

/** Adds a job for each worker pool. Retries while the database closes connections or accepts no writes. */
const addEmptyJobs = () =>
  vi.waitFor(
    () =>
      sql(
        "select graphile_worker.add_job(t.name, t.payload::json) from unnest($1::text[], $2::text[]) t(name, payload)",
        [emptyJobs.map(([name]) => name), emptyJobs.map(([, payload]) => payload)],
      ),
    { timeout: RECOVERY_MS },
  );
const pendingJobs = async () => {
  const { rows } = await sql(
    "select task_identifier as task, last_error as error from graphile_worker.jobs where run_at <= now()",
  );
  return rows;
};
const waitUntilDone = () =>
  vi.waitFor(async () => expect(await pendingJobs()).toEqual([]), {
    timeout: RECOVERY_MS,
    interval: 50,
  });
const health = () => checkHealth(connection().db);
const waitUntilHealthy = () =>
  vi.waitFor(async () => expect(await health()).toMatchObject({ status: "ok", worker: "ok" }), {
    timeout: RECOVERY_MS,
    interval: 50,
  });

test("startWorker: database read-only at the start → each worker pool runs jobs once it accepts writes", async () => {
  await addEmptyJobs();
  await faults.setReadOnly(true);
  worker = startWorker(shortDelays);
  await sleep(800);
  // The first check may still use a closed connection.
  await health();
  const readOnlyHealth = await health();
  await faults.setReadOnly(false);
  expect(readOnlyHealth).toMatchObject({ status: "unavailable", worker: "not running" });
  await waitUntilDone();
  await waitUntilHealthy();
});

test("startWorker: flapping, then read-only while jobs run → no job is left and each worker pool runs", async () => {
  worker = startWorker(shortDelays);
  await waitUntilHealthy();
  const disturbance = faults
    .disturb({ kind: "flapping", times: 4, everyMs: 200 })
    .then(() => faults.disturb({ kind: "read-only", forMs: 600 }));
  let isOver = false;
  const ended = disturbance.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await sql("select graphile_worker.add_job('purge-idempotency-keys') from generate_series(1, 5)")
      // Fails while connections are closed or no writes are accepted.
      .catch(() => {});
    await sleep(20);
  }
  await ended;
  await addEmptyJobs();
  await waitUntilDone();
  await waitUntilHealthy();
});

test("startWorker: ends of jobs that can't be written → the jobs are unlocked and done, each worker pool runs", async () => {
  // The delays differ, so that several ends fail at different times.
  await sql(`create function reject() returns trigger language plpgsql as
    $$ begin perform pg_sleep((old.id % 4) * 0.1); raise exception 'rejected'; end $$`);
  await sql(
    "create trigger reject before delete on graphile_worker._private_jobs for each row execute function reject()",
  );
  worker = startWorker(shortDelays);
  for (let n = 0; n < 4; n++) {
    await addEmptyJobs();
    await sleep(50);
  }
  await sleep(800);
  expect((await pendingJobs()).length).toBeGreaterThan(0);
  await sql("drop trigger reject on graphile_worker._private_jobs");
  await waitUntilDone();
  await waitUntilHealthy();
});

test("startWorker: all polls fail → no heartbeat, health is 503; polls succeed → heartbeats", async () => {
  await sql("alter table graphile_worker._private_tasks rename to hidden");
  worker = startWorker(shortDelays);
  await sleep(1_500);
  const { rows } = await sql(
    "select pools from job_runners where seen_at > now() - interval '1 s'",
  );
  await sql("alter table graphile_worker.hidden rename to _private_tasks");
  expect(rows).toEqual([]);
  // The local queue of the email pool emits no event for a failed poll: that pool takes 5 s longer.
  const running = expect.arrayContaining(["payments", "webhooks"]);
  await vi.waitFor(
    async () =>
      expect((await sql("select pools from job_runners")).rows).toEqual([{ pools: running }]),
    { timeout: RECOVERY_MS, interval: 50 },
  );
});
