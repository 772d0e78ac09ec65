import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { connection } from "@/lib/core/database";
import { newCustomer } from "@/testing/actors/customer";
import { freePort } from "@/testing/http/free-port";
import { bundled } from "@/testing/setup/bundled";
import { payForAccount } from "@/testing/stripe/payments";
import { startWorker } from "./worker";

/** The time that a busy machine needs to start a process. */
const TIMEOUT_MS = 60_000;
vi.setConfig({ testTimeout: 3 * TIMEOUT_MS });

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

/** Waits for a condition. Returns how many seconds it took. */
async function until(condition: () => Promise<boolean>) {
  const start = Date.now();
  while (!(await condition())) {
    if (Date.now() - start > TIMEOUT_MS) throw new Error(`not within ${TIMEOUT_MS} ms`);
    await sleep(50);
  }
  return (Date.now() - start) / 1000;
}

const workerProgram = await bundled("scripts/worker.ts");

const startProcess = (
  settings: Record<string, string> = {},
  stdout: "inherit" | "pipe" = "inherit",
) => {
  const child = spawn(process.execPath, [workerProgram], {
    stdio: ["inherit", stdout, "inherit"],
    env: { ...process.env, ...settings },
  });
  children.push(child);
  return child;
};

const pay = async () => (await payForAccount(await newCustomer())).id;
const isActive = (paymentId: string) => async () =>
  (
    await query("select from prop_accounts where payment_id = $1 and status = 'active'", [
      paymentId,
    ])
  ).length === 1;

test("npm run worker: SIGTERM after jobs → jobs done, metrics served, only JSON logged, exit code 0", async () => {
  const port = await freePort();
  const METRICS_PORT = String(port);
  const child = startProcess({ METRICS_PORT, LOG_LEVEL: "info", RELEASE: "a-release" }, "pipe");
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  await until(isActive(await pay()));
  const request = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  expect((await request("/live")).status).toBe(200);
  expect((await request("/admin")).status).toBe(404);
  const { headers } = await request("/metrics");
  expect(headers.get("content-type")).toContain("text/plain; version=0.0.4");
  for (const sample of [
    'propdesk_job_duration_seconds_count{task="provision-account",outcome="success"} 1',
    'propdesk_build_info{release="a-release"',
  ]) {
    await until(async () => (await (await request("/metrics")).text()).includes(sample));
  }
  child.kill("SIGTERM");
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  expect(await query("select from job_runners")).toHaveLength(0);
  await expect(request("/live")).rejects.toThrow();
  const lines = output.split("\n").filter(Boolean);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ release: "a-release" });
  expect(lines.length).toBeGreaterThan(3);
});

test.each([
  ["METRICS_PORT is in use", "EADDRINUSE", {}],
  ["a setting is wrong", "APP_URL must be", { APP_URL: "not an address" }],
] as const)(
  "npm run worker: %s → one JSON line with the reason, exit code 1",
  async (_, reason, settings) => {
    const portUser = createServer().listen(0, "127.0.0.1");
    await once(portUser, "listening");
    const address = portUser.address();
    const METRICS_PORT = String(typeof address === "object" && address?.port);
    const child = startProcess({ METRICS_PORT, LOG_LEVEL: "info", ...settings }, "pipe");
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    const [code] = await once(child, "close");
    portUser.close();
    expect(code).toBe(1);
    const lines = output
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ level: "fatal", msg: expect.stringContaining(reason) });
    expect(lines.at(-1).msg).toMatch(/^Propdesk can't start: /);
  },
);

test("startWorker: another process killed → its jobs run again within 10 seconds", async () => {
  const paymentId = await pay();
  // The venue locks the entity's row: the worker is killed while it waits for that lock.
  holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("lock table embedded_entities in access exclusive mode");
  const child = startProcess();
  const isProvisioning = () =>
    query(
      "select from graphile_worker.jobs where task_identifier = 'provision-account' and locked_by is not null",
    ).then((rows) => rows.length === 1);
  await until(isProvisioning);
  child.kill("SIGKILL");
  await once(child, "exit");
  await holder.query("rollback");
  holder.release();
  holder = undefined;

  worker = startWorker();
  const seconds = await until(isActive(paymentId));
  expect(seconds).toBeLessThan(10);
});

test("startWorker: its connections are terminated → it starts again and runs jobs", async () => {
  worker = startWorker();
  await until(isActive(await pay()));
  await query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await until(isActive(await pay()));
});
