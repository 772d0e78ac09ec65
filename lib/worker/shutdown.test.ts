import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { connection } from "@/lib/core/database";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { bundled } from "@/testing/setup/bundled";
import { payForAccount } from "@/testing/stripe/payments";

/** Longer than a process may have no heartbeat before its jobs are unlocked: see heartbeat.ts. */
const LONG_MS = 9_000;
/** The time that a busy machine needs to start a process. */
const START_MS = 60_000;

const workerProgram = await bundled("scripts/worker.ts");
let child: ChildProcess | undefined;
let holder: pg.PoolClient | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
  holder?.release(true);
});

const pay = async () => (await payForAccount(await newCustomer())).id;

const provisioningJobs = async () =>
  (
    await sql(
      "select attempts, locked_by is not null as locked from graphile_worker.jobs where task_identifier = 'provision-account' order by id",
    )
  ).rows;

test(
  "npm run worker: SIGTERM twice during a long job → the job is finished and stays locked, no other job is started",
  async () => {
    const paymentId = await pay();
    // The venue locks the entity's row: the job lasts until this lock is released.
    holder = await connection().pool.connect();
    await holder.query("begin");
    await holder.query("lock table embedded_entities in access exclusive mode");
    child = spawn(process.execPath, [workerProgram], { stdio: "inherit" });
    const exited = once(child, "exit");
    const locked = [{ attempts: 1, locked: true }];
    await vi.waitFor(async () => expect(await provisioningJobs()).toEqual(locked), {
      timeout: START_MS,
    });

    // A supervisor signals the whole process group, and npm forwards its signal: two signals.
    child.kill("SIGTERM");
    child.kill("SIGTERM");
    await sleep(200);
    await pay();
    await sleep(LONG_MS);
    expect(child.exitCode).toBeNull();
    expect(await provisioningJobs()).toEqual(locked);

    await holder.query("rollback");
    holder.release();
    holder = undefined;
    expect(await exited).toEqual([0, null]);
    const { rows } = await sql("select payment_id from prop_accounts where status = 'active'");
    expect(rows).toEqual([{ payment_id: paymentId }]);
    // The event of the second payment waits for the next worker.
    const pending = await sql(
      "select attempts, locked_by from graphile_worker.jobs where task_identifier = 'handle-stripe-event'",
    );
    expect(pending.rows).toEqual([{ attempts: 0, locked_by: null }]);
  },
  2 * START_MS + LONG_MS,
);
