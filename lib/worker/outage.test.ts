import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { connection } from "@/lib/core/database";
import { type Postgres, startPostgres } from "@/sandbox/postgres/start";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { bundled } from "@/testing/setup/bundled";
import { payForAccount } from "@/testing/stripe/payments";

/** The contract's limit: from the return of the database until all accepted work is done. */
const RECOVERY_LIMIT_MS = 5_000;
const OUTAGE_MS = Number(process.env.OUTAGE_MS ?? 8_000);
/** For waits that have no limit in the contract. */
const TIMEOUT_MS = 60_000;

const workerProgram = await bundled("scripts/worker.ts");
let dataDir: string;
let server: Postgres;
let worker: ChildProcess;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "propdesk-outage-"));
  server = await startPostgres({ dataDir });
  process.env.DATABASE_URL = server.url("postgres");
  await migrate(server.url("postgres"));
  await seedDemo(server.url("postgres"));
});
afterAll(async () => {
  worker.kill("SIGKILL");
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Resolves with the worker's first log line, which it writes when it polls. */
async function startWorker() {
  const started = spawn(process.execPath, [workerProgram], {
    env: { ...process.env, LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  worker = started;
  await once(started.stdout, "data");
  started.stdout.resume();
}
const killDatabase = async () => {
  server.kill();
  await server.exited;
  await vi.waitUntil(() => connection().pool.totalCount === 0, { timeout: 5_000 });
};

/** Makes payments and delivers Stripe's events of them, which are acknowledged with 200. */
async function acceptPayments(count: number): Promise<string[]> {
  const customer = await newCustomer();
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const { id, status } = await payForAccount(customer);
    expect(status).toBe(200);
    ids.push(id);
  }
  return ids;
}

const countActive = async (paymentIds: string[]) =>
  (
    await sql(
      "select payment_id from prop_accounts where status = 'active' and payment_id = any($1)",
      [paymentIds],
    )
  ).rowCount;

/** Starts the database again. Returns the milliseconds from then until all accounts are active. */
async function untilActive(paymentIds: string[]): Promise<number> {
  server = await startPostgres({ dataDir });
  const start = Date.now();
  await vi.waitFor(async () => expect(await countActive(paymentIds)).toBe(paymentIds.length), {
    timeout: TIMEOUT_MS,
    interval: 50,
  });
  return Date.now() - start;
}

test("startWorker: started while the database is unreachable → accepted work is done within 5 s of its return", async () => {
  const paymentIds = await acceptPayments(3);
  await killDatabase();
  await startWorker();
  await sleep(OUTAGE_MS / 2);
  expect(worker.exitCode).toBeNull();
  expect(await untilActive(paymentIds)).toBeLessThan(RECOVERY_LIMIT_MS);
}, 120_000);

test("startWorker: database lost while jobs run → all are done within 5 s of its return", async () => {
  // The venue locks the entity's row: each worker starts a job and can't finish it.
  const holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("lock table embedded_entities in access exclusive mode");
  const paymentIds = await acceptPayments(6);
  await vi.waitFor(async () => {
    const { rowCount } = await sql(
      "select from graphile_worker.jobs where task_identifier = 'provision-account' and locked_by is not null",
    );
    expect(rowCount).toBe(4);
  }, TIMEOUT_MS);
  server.kill();
  await server.exited;
  holder.release(true);
  await sleep(OUTAGE_MS);
  // It is still the same process: no supervisor restarted it.
  expect(worker.exitCode).toBeNull();
  expect(await untilActive(paymentIds)).toBeLessThan(RECOVERY_LIMIT_MS);
  const { rows } = await sql(
    "select (select count(*) from embedded_subaccounts)::int as subaccounts, (select count(*) from prop_accounts)::int as accounts",
  );
  expect(rows).toEqual([{ subaccounts: 9, accounts: 9 }]);
}, 120_000);
