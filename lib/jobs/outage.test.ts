import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { connection } from "@/lib/database";
import { type Postgres, startPostgres } from "@/sandbox/postgres/start";
import { newCustomer } from "@/testing/api";
import { bundled } from "@/testing/bundled";
import { sql } from "@/testing/callers";
import { buy, confirm, deliver, eventOf } from "@/testing/stripe";

// The contract's: from the database's return until what was accepted before has been done.
const BACK_WITHIN_MS = 5_000;
const AWAY_MS = Number(process.env.OUTAGE_MS ?? 8_000);
/** For what has no limit of its own. */
const PATIENCE_MS = 60_000;

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

/** Resolves with its first line, which it writes once it looks for jobs. */
async function startWorker() {
  const started = spawn(process.execPath, [workerProgram], {
    env: { ...process.env, LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  worker = started;
  await once(started.stdout, "data");
  started.stdout.resume();
}
const goAway = async () => {
  server.kill();
  await server.exited;
  await vi.waitUntil(() => connection().pool.totalCount === 0, { timeout: 5_000 });
};

/** Payments whose success Stripe has told of, acknowledged with 200. */
async function accept(count: number): Promise<string[]> {
  const { headers } = await newCustomer();
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const bought = await buy({ ...headers, "idempotency-key": crypto.randomUUID() });
    await confirm(bought.stripe_payment_intent_id);
    const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
    expect((await deliver(event)).status).toBe(200);
    ids.push(bought.payment_id);
  }
  return ids;
}

const activeOf = async (paymentIds: string[]) =>
  (
    await sql(
      "select payment_id from prop_accounts where status = 'active' and payment_id = any($1)",
      [paymentIds],
    )
  ).rowCount;

/** Starts the database again and returns how long it took from then until all are active. */
async function untilActive(paymentIds: string[]): Promise<number> {
  server = await startPostgres({ dataDir });
  const start = Date.now();
  await vi.waitFor(async () => expect(await activeOf(paymentIds)).toBe(paymentIds.length), {
    timeout: PATIENCE_MS,
    interval: 50,
  });
  return Date.now() - start;
}

test("a worker that starts while the database is away does what was accepted within 5 s of its return", async () => {
  const accepted = await accept(3);
  await goAway();
  await startWorker();
  await sleep(AWAY_MS / 2);
  expect(worker.exitCode).toBeNull();
  expect(await untilActive(accepted)).toBeLessThan(BACK_WITHIN_MS);
}, 120_000);

test("a worker that loses the database amid its jobs ends them within 5 s of its return, none of them lost", async () => {
  // The entity's row is the venue's lock: each worker has begun a job and can't end it.
  const holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("lock table embedded_entities in access exclusive mode");
  const accepted = await accept(6);
  await vi.waitFor(async () => {
    const { rowCount } = await sql(
      "select from graphile_worker.jobs where task_identifier = 'provision-account' and locked_by is not null",
    );
    expect(rowCount).toBe(4);
  }, PATIENCE_MS);
  server.kill();
  await server.exited;
  holder.release(true);
  await sleep(AWAY_MS);
  // The same process: it is not its supervisor that brings it back.
  expect(worker.exitCode).toBeNull();
  expect(await untilActive(accepted)).toBeLessThan(BACK_WITHIN_MS);
  const { rows } = await sql(
    "select (select count(*) from embedded_subaccounts)::int as subaccounts, (select count(*) from prop_accounts)::int as accounts",
  );
  expect(rows).toEqual([{ subaccounts: 9, accounts: 9 }]);
}, 120_000);
