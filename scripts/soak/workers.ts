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

  return {
    takeOvers,
    /** How many ended though nobody ended them. */
    died: () => died,
    startAll: (count: number) =>
      Promise.all(Array.from({ length: count }, (_, place) => startAt(place))),
    /**
     * Kills one of those that take jobs; the chance from 0 to 1 says which. It waits until there are
     * two: what is measured is how one takes over from another.
     */
    async kill(chance: number, pauseMs: number): Promise<void> {
      const ready = () => running.filter((worker) => worker?.runner !== undefined);
      // Another kill may have waited for the same moment: so look again.
      while (ready().length < 2) {
        const came = await within(START_MS, () => ready().length > 1, 20);
        if (!came) throw new Error("No two workers run: see worker.log.");
      }
      const worker = ready()[Math.floor(chance * ready().length)];
      if (!worker?.runner) throw new Error("There is no such worker.");
      const place = running.indexOf(worker);
      running[place] = undefined;
      worker.process.kill();
      const at = Date.now();
      await worker.process.exited;
      takeOvers.push(watchTakeOver(database, worker.runner, at));
      await sleep(pauseMs);
      await startAt(place);
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
