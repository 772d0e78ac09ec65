import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "vitest";
import { runAllJobs } from "../database/jobs";
import { sql } from "../database/sql";
import { bundledForManyStarts } from "../setup/bundled";

// Far above what the jobs of one case need: a run that never ends alive fails below.
const MAX_RUNS = 300;

const worker = await bundledForManyStarts("testing/faults/crash-worker.ts");

/**
 * Starts a worker that runs the jobs and kills itself after its `CRASH_AFTER`th result of the database.
 *
 * @param program the compiled program that it runs instead
 */
export const startCrashWorker = (env: Record<string, string>, program = worker) =>
  spawn(process.execPath, [program], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });

async function run(
  crashAfter: number,
  env: Record<string, string>,
  program?: string,
): Promise<string> {
  const child = startCrashWorker({ ...env, CRASH_AFTER: String(crashAfter) }, program);
  const [code, signal] = await once(child, "exit");
  return signal ?? `exit ${code}`;
}

/** Unlocks the jobs of dead workers, as the heartbeat does (worker.test.ts). */
export const freeJobs = () =>
  sql(
    "select graphile_worker.force_unlock_workers(array(select locked_by from graphile_worker.jobs where locked_by is not null))",
  );

interface CrashCase<T> {
  /** Creates a record with jobs of its own. */
  prepare: () => Promise<T>;
  /** Expects the record to be complete. `when` says where the worker was killed. */
  check: (record: T, when: string) => Promise<void>;
  /** The number of results between two kills, for a case with many. */
  step?: number;
  /** Settings of the worker for a record. */
  env?: (record: T) => Record<string, string>;
  /** The compiled program that is killed, if that isn't the worker of jobs. */
  program?: string;
}

/**
 * Kills a worker after one more result of the database or of Stripe each time, until one gets to the end alive; each time
 * the jobs are resumed and the record is checked. Returns the number of runs.
 */
export async function killAfterEachResult<T>({
  prepare,
  check,
  step = 1,
  env = () => ({}),
  program,
}: CrashCase<T>): Promise<number> {
  let runs = 0;
  for (let signal = "SIGKILL"; signal === "SIGKILL" && runs < MAX_RUNS; runs++) {
    const record = await prepare();
    const crashAfter = runs * step + 1;
    signal = await run(crashAfter, env(record), program);
    await freeJobs();
    await runAllJobs();
    await check(record, `after result ${crashAfter}`);
  }
  expect(runs).toBeLessThan(MAX_RUNS);
  return runs;
}
