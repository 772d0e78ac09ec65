import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
  Logger as JobLogger,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import { poolForWorker } from "@/db/pool-for-worker";
import { connection, sessionPool } from "@/lib/database";
import { log } from "@/lib/log";
import type { Lane } from "./lanes";
import { safeShutdown } from "./safe-shutdown";

/** Polls come every 2 s: a pool with a free slot and without a successful one for this long is stalled. */
const STALLED_MS = 10_000;
/** The first poll comes at the start: a local queue says nothing of one that failed. */
const FIRST_POLL_MS = 5_000;
const WATCH_MS = 1_000;
/** How long the ends of its last jobs may take to be written before a pool counts as ended without that. */
const FLUSH_MS = 5_000;
const LOOK_MS = 50;

/** Why a pool is over. */
export interface Ending {
  reason: "stopped" | "not started" | "first poll failed" | "shut down" | "stalled";
  error?: unknown;
}
export type PoolRun = ReturnType<typeof startPool>;

/**
 * Starts a worker pool and watches it until it is over; `onFirstPoll` is called once it has polled.
 *
 * It is over as soon as it can't be trusted to poll again: it begins to shut down (graphile-worker does
 * that when the end of a job can't be written, and then may never finish), its first poll fails (the ids
 * of its tasks are read once, and that failure is cached for as long as the pool lives), or it stalls.
 * Jobs that it had begun go on, and may still be `running`.
 */
export function startPool(lane: Lane, onFirstPoll: () => void) {
  const running = new Set<object>();
  const poolIds: string[] = [];
  let runner: Runner | undefined;
  let ending: Ending | undefined;
  let lastError: unknown;
  let polledAt: number | undefined;
  /** When it last polled, or had a slot become free, or was started. */
  let lastSign = Date.now();

  const events: WorkerEvents = new EventEmitter();
  let isGone = false;
  const gone = () => {
    isGone = true;
  };
  void once(events, "pool:release").then(gone);
  let settle: (ending: Ending) => void;
  const over = new Promise<Ending>((resolve) => {
    settle = resolve;
  });

  function end(reason: Ending["reason"], error: unknown = lastError): void {
    if (ending) return;
    ending = { reason, ...(error !== undefined && { error }) };
    clearInterval(watch);
    lastSign = Date.now();
    settle(ending);
    // Also where it shuts down by itself, which has begun by then: its schedule would go on.
    setImmediate(() => void runner?.stop().catch(() => {}));
  }

  const isFull = () => running.size >= lane.concurrency;
  const isSilent = () => Date.now() - lastSign > STALLED_MS && !isFull();
  const hasNotPolled = () => polledAt === undefined && runner !== undefined;
  const watch = setInterval(() => {
    if (isSilent()) end("stalled");
    else if (hasNotPolled() && Date.now() - lastSign > FIRST_POLL_MS) end("first poll failed");
  }, WATCH_MS);

  const polled = () => {
    if (ending) return;
    lastSign = Date.now();
    if (polledAt !== undefined) return;
    polledAt = lastSign;
    onFirstPoll();
  };
  events.on("pool:create", ({ workerPool }) => poolIds.push(workerPool.id));
  events.on("worker:getJob:empty", polled);
  events.on("job:start", polled);
  events.on("localQueue:getJobs:complete", polled);
  events.on("pool:fatalError", ({ error }) => {
    lastError = error;
  });
  events.on("worker:getJob:error", ({ error }) => {
    lastError = error;
    if (polledAt === undefined) end("first poll failed");
  });

  async function counted<T>(work: () => T | Promise<T>): Promise<T> {
    const job = {};
    running.add(job);
    try {
      return await work();
    } finally {
      running.delete(job);
      lastSign = Date.now();
    }
  }
  const taskList: TaskList = Object.fromEntries(
    Object.entries(lane.taskList).map(([name, task]) => [
      name,
      (payload, helpers) => counted(() => task?.(payload, helpers)),
    ]),
  );
  const shutdown = safeShutdown({
    events,
    running: () => running.size,
    onShutdown: () => end("shut down"),
  });
  run(options({ ...lane, taskList }, events, shutdown)).then(
    (started) => {
      runner = started;
      lastSign = Date.now();
      if (ending) void started.stop().catch(() => {});
    },
    (error: unknown) => {
      gone();
      end("not started", error);
    },
  );

  return {
    name: lane.name,
    over,
    /** What its jobs are locked by. */
    poolIds: () => poolIds,
    running: () => running.size,
    /** Whether it has polled lately, or has a job in each slot. */
    isAlive: () => !ending && polledAt !== undefined && !isSilent(),
    /** For how many milliseconds it has polled; 0 where it never has. */
    polledMs: () => (polledAt === undefined ? 0 : Date.now() - polledAt),
    /** Since when it neither polls nor runs anything; null while it does. */
    idleSince: () => (ending && running.size === 0 ? lastSign : null),
    /** Has it poll no more; its jobs go on. */
    end: () => end("stopped"),
    /** Resolves once its jobs have ended and that is written, or has failed to be. */
    async drained(): Promise<void> {
      const isFlushing = () => running.size > 0 || Date.now() - lastSign < FLUSH_MS;
      while (!isGone && isFlushing()) await sleep(LOOK_MS);
    },
  };
}

const options = (
  { localQueue, name: _, ...lane }: Lane,
  events: WorkerEvents,
  shutdown: GraphileConfig.Plugin,
) => ({
  ...lane,
  pgPool: poolForWorker(connection().pool, sessionPool()),
  noHandleSignals: true,
  events,
  logger: jobLogger(),
  // Without a batch, nobody waits for the end of a job to be written: where the database is unreachable
  // that would end the process, and a shutdown might come before it.
  preset: {
    plugins: [shutdown],
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
