import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "vitest";
import { bundled } from "./bundled";
import { sql } from "./callers";
import { workOff } from "./stripe";

// Far above what the jobs of one thing need: a run that never ends alive fails below.
const MOST_ANSWERS = 60;

const worker = await bundled("testing/crash-worker.ts");

/** Starts a worker that works off the jobs and kills itself after its `CRASH_AFTER`th answer. */
export const startCrashWorker = (env: Record<string, string>) =>
  spawn(process.execPath, [worker], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });

async function run(crashAfter: number): Promise<string> {
  const child = startCrashWorker({ CRASH_AFTER: String(crashAfter) });
  const [code, signal] = await once(child, "exit");
  return signal ?? `exit ${code}`;
}

/** What the heartbeat does for the jobs of a dead worker; that it does is proven in worker.test.ts. */
export const freeJobs = () =>
  sql(
    "select graphile_worker.force_unlock_workers(array(select locked_by from graphile_worker.jobs where locked_by is not null))",
  );

interface Story<T> {
  /** Makes something new with jobs of its own. */
  prepare: () => Promise<T>;
  /** Expects it to have ended well. `when` says where the worker was killed. */
  check: (made: T, when: string) => Promise<void>;
  /** After every how many answers it is killed, for what has many. */
  step?: number;
}

/**
 * Kills a worker after one more answer of the database each time, until one gets to the end alive;
 * each time the jobs are resumed and what came out is checked. Returns how many runs it took.
 */
export async function killAfterEachAnswer<T>({
  prepare,
  check,
  step = 1,
}: Story<T>): Promise<number> {
  let runs = 0;
  for (let signal = "SIGKILL"; signal === "SIGKILL" && runs < MOST_ANSWERS; runs++) {
    const made = await prepare();
    const crashAfter = runs * step + 1;
    signal = await run(crashAfter);
    await freeJobs();
    await workOff();
    await check(made, `after answer ${crashAfter}`);
  }
  expect(runs).toBeLessThan(MOST_ANSWERS);
  return runs;
}
