import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger as JobLogger, type Runner, run, type WorkerEventMap } from "graphile-worker";
import { connection } from "@/lib/database";
import { log } from "@/lib/log";
import type { Lane } from "./lanes";

const RESTART_MS = 1_000;

/** Runs a lane until it is told to stop, again and again should it end before. */
export function keepRunning(lane: Lane, sayAlive: () => Promise<void>) {
  let runner: Runner | undefined;
  let poolIds = new Set<string>();
  // A runner itself ends later: its schedule sleeps for up to a minute where the database is away.
  let released: Promise<unknown> = Promise.resolve();
  let stopping = false;

  const end = (ending: Runner) => Promise.race([ending.stop().catch(() => {}), released]);

  async function loop() {
    while (!stopping) {
      try {
        poolIds = new Set();
        const events = eventsOf(poolIds);
        released = once(events, "pool:release");
        runner = await run(options(lane, events));
        if (stopping) await end(runner);
        await sayAlive();
        await Promise.race([runner.promise, released]);
      } catch (error) {
        log().warn({ err: error }, "job runner ended");
      }
      runner = undefined;
      if (!stopping) await sleep(RESTART_MS);
    }
  }
  const done = loop();

  return {
    /** What its jobs are locked by: nothing while the runner is away. */
    poolIds: () => (runner ? [...poolIds] : []),
    async stop() {
      stopping = true;
      if (runner) await end(runner);
      await done;
    },
  };
}

/** graphile-worker locks a job by the id of its pool, and not of the worker in it that runs the job. */
function eventsOf(poolIds: Set<string>): EventEmitter {
  const events = new EventEmitter();
  events.on("pool:create", ({ workerPool }: WorkerEventMap["pool:create"]) =>
    poolIds.add(workerPool.id),
  );
  return events;
}

const options = ({ localQueue, ...lane }: Lane, events: EventEmitter) => ({
  ...lane,
  pgPool: connection().pool,
  noHandleSignals: true,
  events,
  logger: jobLogger(),
  // Without a batch, nobody waits for the end of a job to be written: where the database is away that
  // would end the process, and a shutdown might come before it.
  preset: {
    worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0, ...(localQueue && { localQueue }) },
  },
});

const jobLogger = () =>
  new JobLogger(() => (level, message, meta) => {
    // A job's own line is ours: see observe.ts.
    if (meta?.failure || meta?.success) return;
    const quiet = level === "info" ? "debug" : level === "warning" ? "warn" : level;
    log()[quiet]({ source: "jobs" }, message);
  });
