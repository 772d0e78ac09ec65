import { setTimeout as sleep } from "node:timers/promises";
import type { Guarded } from "@/sandbox/guarded";
import { within } from "./clock";
import type { Database } from "./database";
import { type TakeOver, watchTakeOver } from "./take-over";

const START_MS = 180_000;

interface Worker {
  process: Guarded;
  /** Its id in `job_runners`; unknown while it starts. */
  runner: string | undefined;
}

export type Workers = ReturnType<typeof createWorkers>;

/** Worker processes that can be killed, each of which is started again a moment later. */
export function createWorkers(database: Database, start: () => Guarded) {
  const running: (Worker | undefined)[] = [];
  const takeOvers: Promise<TakeOver>[] = [];
  let starting: Promise<unknown> = Promise.resolve();
  let stopping = false;
  let died = 0;

  /** One after another, so that a new runner in the database is the process just started. */
  function startAt(place: number): Promise<void> {
    const next = starting.then(async () => {
      if (stopping) return;
      const known = await runners();
      const worker: Worker = { process: start(), runner: undefined };
      running[place] = worker;
      void worker.process.exited.then(() => {
        if (running[place] === worker && !stopping) died += 1;
      });
      const appeared = await within(START_MS, async () => {
        worker.runner = (await runners()).find((id) => !known.includes(id));
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

  /** The place of one of those that take jobs, once there are two; the chance from 0 to 1 says which. */
  async function pick(chance: number): Promise<number> {
    const ready = () => running.filter((worker) => worker?.runner !== undefined);
    // Another may have waited for the same moment: so look again.
    while (ready().length < 2) {
      const came = await within(START_MS, () => ready().length > 1, 20);
      if (!came) throw new Error("No two workers run: see worker.log.");
    }
    return running.indexOf(ready()[Math.floor(chance * ready().length)]);
  }

  return {
    takeOvers,
    /** How many ended though nobody ended them. */
    died: () => died,
    startAll: (count: number) =>
      Promise.all(Array.from({ length: count }, (_, place) => startAt(place))),
    /**
     * Kills one of those that take jobs. It waits until there are two: what is measured is how one takes over from
     * another.
     */
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
     * Restarts one of those that take jobs by SIGTERM, as a supervisor does. Resolves with what was lost by it: jobs
     * that it left taken, an exit code that isn't 0. Nothing is known where the database was away meanwhile.
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
      if (database.awayMs(at, Date.now()) > 0) return [];
      const lost = left.map(({ id }) => `job ${id} of a worker that was told to end`);
      return code === 0 ? lost : [...lost, `a worker that was told to end: exit code ${code}`];
    },
    /** Ends the worker at a place, and starts another. Resolves when that takes jobs. */
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
