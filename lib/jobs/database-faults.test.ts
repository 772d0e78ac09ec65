import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { connection } from "@/lib/database";
import { checkHealth } from "@/lib/health";
import { sql } from "@/testing/callers";
import { connectFaults, type Faults } from "@/testing/database-faults";
import { startWorker } from "./worker";

// Each worker pool's, and cheap: there is nothing to do.
const cheap = [
  ["purge-idempotency-keys", "{}"],
  ["deliver-webhook", '{"delivery_id":"whd_of_nobody"}'],
  ["send-mail", '{"kind":"receipt","payment_id":"pay_of_nobody"}'],
] as const;
const BACK_MS = 25_000;
const quickly = { retryMs: 100, backoffMs: { first: 100, most: 400 } };

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

/** Asked again while the database cuts connections or takes no writes. */
const add = () =>
  vi.waitFor(
    () =>
      sql(
        "select graphile_worker.add_job(t.name, t.payload::json) from unnest($1::text[], $2::text[]) t(name, payload)",
        [cheap.map(([name]) => name), cheap.map(([, payload]) => payload)],
      ),
    { timeout: BACK_MS },
  );
const left = async () => {
  const { rows } = await sql(
    "select task_identifier as task, last_error as error from graphile_worker.jobs where run_at <= now()",
  );
  return rows;
};
const allDone = () =>
  vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: BACK_MS, interval: 50 });
const health = () => checkHealth(connection().db);
const healthy = () =>
  vi.waitFor(async () => expect(await health()).toMatchObject({ status: "ok", worker: "ok" }), {
    timeout: BACK_MS,
    interval: 50,
  });

test("startWorker: database read-only at the start → each worker pool takes jobs once it takes writes", async () => {
  await add();
  await faults.setReadOnly(true);
  worker = startWorker(quickly);
  await sleep(800);
  // The first one may still have a connection that was cut.
  await health();
  const duringIt = await health();
  await faults.setReadOnly(false);
  expect(duringIt).toMatchObject({ status: "unavailable", worker: "not running" });
  await allDone();
  await healthy();
});

test("startWorker: flapping, then read-only amid jobs → none is left and each worker pool runs", async () => {
  worker = startWorker(quickly);
  await healthy();
  const trouble = faults
    .disturb({ kind: "flapping", times: 4, everyMs: 200 })
    .then(() => faults.disturb({ kind: "read-only", forMs: 600 }));
  let isOver = false;
  const ended = trouble.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await sql("select graphile_worker.add_job('purge-idempotency-keys') from generate_series(1, 5)")
      // While it flaps or takes no writes.
      .catch(() => {});
    await sleep(20);
  }
  await ended;
  await add();
  await allDone();
  await healthy();
});

test("startWorker: ends of jobs that can't be written → the jobs are freed and done, each worker pool runs", async () => {
  // Each on its own connection, so that several fail at different times.
  await sql(`create function refuse() returns trigger language plpgsql as
    $$ begin perform pg_sleep((old.id % 4) * 0.1); raise exception 'refused'; end $$`);
  await sql(
    "create trigger refuse before delete on graphile_worker._private_jobs for each row execute function refuse()",
  );
  worker = startWorker(quickly);
  for (let n = 0; n < 4; n++) {
    await add();
    await sleep(50);
  }
  await sleep(800);
  expect((await left()).length).toBeGreaterThan(0);
  await sql("drop trigger refuse on graphile_worker._private_jobs");
  await allDone();
  await healthy();
});

test("startWorker: polls that fail from the first → no heartbeat, health is 503; they succeed → it beats", async () => {
  await sql("alter table graphile_worker._private_tasks rename to hidden");
  worker = startWorker(quickly);
  await sleep(1_500);
  const { rows } = await sql(
    "select pools from job_runners where seen_at > now() - interval '1 s'",
  );
  await sql("alter table graphile_worker.hidden rename to _private_tasks");
  expect(rows).toEqual([]);
  // The third one's local queue says nothing of a poll that failed: it is given 5 s.
  const running = expect.arrayContaining(["payments", "webhooks"]);
  await vi.waitFor(
    async () =>
      expect((await sql("select pools from job_runners")).rows).toEqual([{ pools: running }]),
    { timeout: BACK_MS, interval: 50 },
  );
});
