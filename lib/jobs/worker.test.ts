import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { connection } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { freePort } from "@/testing/free-port";
import { buy, confirm, deliver, eventOf } from "@/testing/stripe";
import { startWorker } from "./worker";

/** For what has no limit of its own: a busy machine needs this long to start a process. */
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 3 * PATIENCE_MS });

const children: ChildProcess[] = [];
let worker: ReturnType<typeof startWorker> | undefined;
let holder: pg.PoolClient | undefined;
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  holder?.release(true);
  holder = undefined;
  await worker?.stop();
  worker = undefined;
});

const query = (text: string, values: unknown[] = []) =>
  connection()
    .pool.query(text, values)
    .then(({ rows }) => rows);

/** Returns how many seconds it took. */
async function until(condition: () => Promise<boolean>) {
  const start = Date.now();
  while (!(await condition())) {
    if (Date.now() - start > PATIENCE_MS) throw new Error(`not within ${PATIENCE_MS} ms`);
    await sleep(50);
  }
  return (Date.now() - start) / 1000;
}

const startProcess = (
  settings: Record<string, string> = {},
  stdout: "inherit" | "pipe" = "inherit",
) => {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    stdio: ["inherit", stdout, "inherit"],
    env: { ...process.env, ...settings },
  });
  children.push(child);
  return child;
};

async function paid() {
  const { headers } = await newCustomer();
  const bought = await buy(headers);
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  return bought.payment_id;
}
const isActive = (paymentId: string) => async () =>
  (
    await query("select from prop_accounts where payment_id = $1 and status = 'active'", [
      paymentId,
    ])
  ).length === 1;

test("a worker process of its own takes jobs, serves its metrics, logs JSON alone and ends in good order on SIGTERM", async () => {
  const port = await freePort();
  const METRICS_PORT = String(port);
  const child = startProcess({ METRICS_PORT, LOG_LEVEL: "info", RELEASE: "a-release" }, "pipe");
  let written = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    written += chunk.toString();
  });
  await until(isActive(await paid()));
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  expect((await ask("/live")).status).toBe(200);
  expect((await ask("/admin")).status).toBe(404);
  const { headers } = await ask("/metrics");
  expect(headers.get("content-type")).toContain("text/plain; version=0.0.4");
  for (const sample of [
    'propdesk_job_duration_seconds_count{task="provision-account",outcome="success"} 1',
    'propdesk_build_info{release="a-release"',
  ]) {
    await until(async () => (await (await ask("/metrics")).text()).includes(sample));
  }
  child.kill("SIGTERM");
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  expect(await query("select from job_runners")).toHaveLength(0);
  await expect(ask("/live")).rejects.toThrow();
  const lines = written.split("\n").filter(Boolean);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ release: "a-release" });
  expect(lines.length).toBeGreaterThan(3);
});

test("the jobs of a killed worker are taken over within 10 seconds", async () => {
  const paymentId = await paid();
  // The entity's row is the venue's lock: the worker is killed while it waits for it.
  holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("lock table embedded_entities in access exclusive mode");
  const child = startProcess();
  const waiting = () =>
    query(
      "select from graphile_worker.jobs where task_identifier = 'provision-account' and locked_by is not null",
    ).then((rows) => rows.length === 1);
  await until(waiting);
  child.kill("SIGKILL");
  await once(child, "exit");
  await holder.query("rollback");
  holder.release();
  holder = undefined;

  worker = startWorker();
  const seconds = await until(isActive(paymentId));
  expect(seconds).toBeLessThan(10);
});

test("a runner that the database threw out starts again by itself", async () => {
  worker = startWorker();
  await until(isActive(await paid()));
  await query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await until(isActive(await paid()));
});
