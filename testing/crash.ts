import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { bundle } from "./bundle";
import { sql } from "./callers";
import { workOff } from "./stripe";

// Far above what the jobs of one thing need: a run that never ends alive fails below.
const MOST_ANSWERS = 60;

const root = fileURLToPath(new URL("..", import.meta.url));

async function bundleWorker(): Promise<string> {
  const outfile = `${root}testing/.crash-worker-${process.pid}.mjs`;
  await bundle("testing/crash-worker.ts", outfile);
  return outfile;
}

/** A worker that works off the jobs and is killed after its n-th answer of the database. */
async function run(worker: string, crashAfter: number): Promise<string> {
  const child = spawn(process.execPath, [worker], {
    env: { ...process.env, CRASH_AFTER: String(crashAfter) },
    stdio: ["ignore", "ignore", "inherit"],
  });
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
}

/**
 * Kills a worker after one more answer of the database each time, until one gets to the end alive;
 * each time the jobs are resumed and what came out is checked. Returns how many runs it took.
 */
export async function killAfterEachAnswer<T>({ prepare, check }: Story<T>): Promise<number> {
  const worker = await bundleWorker();
  let runs = 0;
  for (let signal = "SIGKILL"; signal === "SIGKILL" && runs < MOST_ANSWERS; runs++) {
    const made = await prepare();
    const crashAfter = runs + 1;
    signal = await run(worker, crashAfter);
    await freeJobs();
    await workOff();
    await check(made, `after answer ${crashAfter}`);
  }
  rmSync(worker);
  expect(runs).toBeLessThan(MOST_ANSWERS);
  return runs;
}
