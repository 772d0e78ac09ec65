import { setTimeout as sleep } from "node:timers/promises";
import type { Guarded } from "@/sandbox/guarded";
import { within } from "./clock";
import type { Database } from "./database";
import { type TakeOver, watchTakeOver } from "./take-over";

const START_MS = 180_000;

interface Worker {
  process: Guarded;
  /** Its id in `job_runners`; undefined while it starts. */
  runner: string | undefined;
}

export type Workers = ReturnType<typeof createWorkers>;

/** Runs worker processes. Each can be killed, and is then started again. */
export function createWorkers(database: Database, start: () => Guarded) {
  const running: (Worker | undefined)[] = [];
  const takeOvers: Promise<TakeOver>[] = [];
  let starting: Promise<unknown> = Promise.resolve();
  let stopping = false;
  let crashes = 0;

  /** Starts one worker after another, so that a new runner in the database is the process just started. */
  function startAt(place: number): Promise<void> {
    const next = starting.then(async () => {
      if (stopping) return;
      const existing = await runners();
      const worker: Worker = { process: start(), runner: undefined };
      running[place] = worker;
      void worker.process.exited.then(() => {
        if (running[place] === worker && !stopping) crashes += 1;
      });
      const appeared = await within(START_MS, async () => {
        worker.runner = (await runners()).find((id) => !existing.includes(id));
        return worker.runner !== undefined || stopping;
      });
      if (!appeared) throw new Error("A worker doesn't start: see worker.log.");
    });
    starting = next.catch(() => undefined);
    return next;
  }

  async function runners(): Promise<string[]> {
    return (await database.query("select id from job_runners")).map(({ id }) => String(id));
  }

  /** Waits until two workers are running, and picks one by `chance`, from 0 to 1. Returns its place. */
  async function pick(chance: number): Promise<number> {
    const ready = () => running.filter((worker) => worker?.runner !== undefined);
    // A concurrent call may have picked one of the two: check again.
    while (ready().length < 2) {
      const isReady = await within(START_MS, () => ready().length > 1, 20);
      if (!isReady) throw new Error("No two workers run: see worker.log.");
    }
    return running.indexOf(ready()[Math.floor(chance * ready().length)]);
  }

  return {
    takeOvers,
    /** How many ended without being killed or stopped. */
    crashes: () => crashes,
    startAll: (count: number) =>
      Promise.all(Array.from({ length: count }, (_, place) => startAt(place))),
    /** Kills a running worker, once there is a second one that can take its jobs over, and starts another. */
    async kill(chance: number, pauseMs: number): Promise<void> {
      const place = await pick(chance);
      const worker = running[place];
      if (!worker?.runner) throw new Error("There is no such worker.");
      running[place] = undefined;
      worker.process.kill();
      const at = Date.now();
      await worker.process.exited;
      takeOvers.push(watchTakeOver(database, worker.runner, at));
      await sleep(pauseMs);
      await startAt(place);
    },
    /**
     * Restarts a running worker by SIGTERM, as a supervisor does. Resolves with what that lost: jobs left locked, an
     * exit code other than 0. Resolves with nothing if the database was unavailable at that time.
     */
    async restartBySignal(chance: number): Promise<string[]> {
      const place = await pick(chance);
      const worker = running[place];
      if (!worker?.runner) throw new Error("There is no such worker.");
      running[place] = undefined;
      const [row] = await database.query("select worker_ids from job_runners where id = $1", [
        worker.runner,
      ]);
      const at = Date.now();
      worker.process.terminate();
      const code = await worker.process.exited;
      const left = await database.query(
        "select id from graphile_worker.jobs where locked_by in (select jsonb_array_elements_text($1))",
        [JSON.stringify(row?.worker_ids ?? [])],
      );
      await startAt(place);
      if (database.outageMs(at, Date.now()) > 0) return [];
      const lost = left.map(({ id }) => `job ${id} of a worker that was stopped`);
      return code === 0 ? lost : [...lost, `a worker that was stopped: exit code ${code}`];
    },
    /** Stops the worker at a place and starts another. Resolves when the new one takes jobs. */
    async restart(place: number): Promise<void> {
      const worker = running[place];
      running[place] = undefined;
      await worker?.process.stop();
      await startAt(place);
    },
    async stop(): Promise<void> {
      stopping = true;
      await starting;
      await Promise.all(running.map((worker) => worker?.process.stop()));
    },
  };
}
