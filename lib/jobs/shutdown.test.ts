import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { connection } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { bundled } from "@/testing/bundled";
import { sql } from "@/testing/callers";
import { buy, confirm, deliver, eventOf } from "@/testing/stripe";

// Longer than a runner may be silent before its jobs are freed: see heartbeat.ts.
const LONG_MS = 9_000;
/** What a busy machine needs to start a process. */
const START_MS = 60_000;

const workerProgram = await bundled("scripts/worker.ts");
let child: ChildProcess | undefined;
let holder: pg.PoolClient | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
  holder?.release(true);
});

async function paid() {
  const { headers } = await newCustomer();
  const bought = await buy({ ...headers, "idempotency-key": crypto.randomUUID() });
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  return bought.payment_id;
}

const provisioning = async () =>
  (
    await sql(
      "select attempts, locked_by is not null as taken from graphile_worker.jobs where task_identifier = 'provision-account' order by id",
    )
  ).rows;

test(
  "a worker that is told to end finishes a long job, which nobody else takes, and begins no other",
  async () => {
    const paymentId = await paid();
    // The entity's row is the venue's lock: the job is as long as this is held.
    holder = await connection().pool.connect();
    await holder.query("begin");
    await holder.query("lock table embedded_entities in access exclusive mode");
    child = spawn(process.execPath, [workerProgram], { stdio: "inherit" });
    const exited = once(child, "exit");
    const taken = [{ attempts: 1, taken: true }];
    await vi.waitFor(async () => expect(await provisioning()).toEqual(taken), {
      timeout: START_MS,
    });

    // npm passes on what the supervisor sent to the whole group: two signals at once.
    child.kill("SIGTERM");
    child.kill("SIGTERM");
    await sleep(200);
    await paid();
    await sleep(LONG_MS);
    expect(child.exitCode).toBeNull();
    expect(await provisioning()).toEqual(taken);

    await holder.query("rollback");
    holder.release();
    holder = undefined;
    expect(await exited).toEqual([0, null]);
    const { rows } = await sql("select payment_id from prop_accounts where status = 'active'");
    expect(rows).toEqual([{ payment_id: paymentId }]);
    // The second payment's event waits for the next worker, untouched.
    const left = await sql(
      "select attempts, locked_by from graphile_worker.jobs where task_identifier = 'handle-stripe-event'",
    );
    expect(left.rows).toEqual([{ attempts: 0, locked_by: null }]);
  },
  2 * START_MS + LONG_MS,
);
