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
import { connection, sessionPool } from "@/lib/core/database";
import { log } from "@/lib/core/log";
import { safeShutdown } from "./safe-shutdown";
import type { WorkerPool } from "./worker-pools";

/** Pools poll every 2 s: one with a free slot and no successful poll for this long is stalled. */
const STALLED_MS = 10_000;
/** The first poll happens at the start. A local queue emits no event if it fails. */
const FIRST_POLL_MS = 5_000;
const CHECK_MS = 1_000;
/** How long the end of the last jobs may take to be written. */
const FLUSH_MS = 5_000;
const POLL_MS = 50;

/** Why a pool ended. */
export interface PoolEnd {
  reason: "stopped" | "not started" | "first poll failed" | "shut down" | "stalled";
  error?: unknown;
}
export type PoolRun = ReturnType<typeof startPool>;

/**
 * Starts a worker pool and watches it until it ends; `onFirstPoll` is called after its first poll.
 *
 * A pool ends as soon as it may never poll again: it begins to shut down (graphile-worker does that if the end of
 * a job can't be written, and may then never finish), its first poll fails (the ids of its tasks are read once,
 * and the failure is cached for the life of the pool), or it stalls. Jobs that it has begun go on, and may still
 * be `running`.
 */
export function startPool(workerPool: WorkerPool, onFirstPoll: () => void) {
  const running = new Set<object>();
  const poolIds: string[] = [];
  let runner: Runner | undefined;
  let ending: PoolEnd | undefined;
  let lastError: unknown;
  let polledAt: number | undefined;
  /** When it was started, last polled, or last had a job end. */
  let lastActivity = Date.now();

  const events: WorkerEvents = new EventEmitter();
  let isReleased = false;
  const release = () => {
    isReleased = true;
  };
  void once(events, "pool:release").then(release);
  let settle: (ending: PoolEnd) => void;
  const ended = new Promise<PoolEnd>((resolve) => {
    settle = resolve;
  });

  function end(reason: PoolEnd["reason"], error: unknown = lastError): void {
    if (ending) return;
    ending = { reason, ...(error !== undefined && { error }) };
    clearInterval(watch);
    lastActivity = Date.now();
    settle(ending);
    // Needed also if it is shutting down by itself: otherwise its schedule goes on.
    setImmediate(() => void runner?.stop().catch(() => {}));
  }

  const isFull = () => running.size >= workerPool.concurrency;
  const isInactive = () => Date.now() - lastActivity > STALLED_MS && !isFull();
  const hasNotPolled = () => polledAt === undefined && runner !== undefined;
  const watch = setInterval(() => {
    if (isInactive()) end("stalled");
    else if (hasNotPolled() && Date.now() - lastActivity > FIRST_POLL_MS) end("first poll failed");
  }, CHECK_MS);

  const polled = () => {
    if (ending) return;
    lastActivity = Date.now();
    if (polledAt !== undefined) return;
    polledAt = lastActivity;
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

  async function track<T>(work: () => T | Promise<T>): Promise<T> {
    const job = {};
    running.add(job);
    try {
      return await work();
    } finally {
      running.delete(job);
      lastActivity = Date.now();
    }
  }
  const taskList: TaskList = Object.fromEntries(
    Object.entries(workerPool.taskList).map(([name, task]) => [
      name,
      (payload, helpers) => track(() => task?.(payload, helpers)),
    ]),
  );
  const shutdown = safeShutdown({
    events,
    running: () => running.size,
    onShutdown: () => end("shut down"),
  });
  run(options({ ...workerPool, taskList }, events, shutdown)).then(
    (started) => {
      runner = started;
      lastActivity = Date.now();
      if (ending) void started.stop().catch(() => {});
    },
    (error: unknown) => {
      release();
      end("not started", error);
    },
  );

  return {
    name: workerPool.name,
    /** Resolves when the pool has ended. */
    ended,
    /** The ids by which its jobs are locked. */
    poolIds: () => poolIds,
    running: () => running.size,
    /** Whether it has polled recently, or has a job in every slot. */
    isAlive: () => !ending && polledAt !== undefined && !isInactive(),
    /** Milliseconds since its first poll; 0 if it has never polled. */
    polledMs: () => (polledAt === undefined ? 0 : Date.now() - polledAt),
    /** Since when it has neither polled nor run jobs; null while it does. */
    idleSince: () => (ending && running.size === 0 ? lastActivity : null),
    /** Stops polling; running jobs go on. */
    end: () => end("stopped"),
    /** Resolves once its jobs have ended and their end was written, or could not be. */
    async drained(): Promise<void> {
      const isFlushing = () => running.size > 0 || Date.now() - lastActivity < FLUSH_MS;
      while (!isReleased && isFlushing()) await sleep(POLL_MS);
    },
  };
}

const options = (
  { localQueue, name: _, ...workerPool }: WorkerPool,
  events: WorkerEvents,
  shutdown: GraphileConfig.Plugin,
) => ({
  ...workerPool,
  pgPool: poolForWorker(connection().pool, sessionPool()),
  noHandleSignals: true,
  events,
  logger: jobLogger(),
  // Without these, the end of a job would be written later and unawaited: if that failed, the process would end,
  // and a shutdown could come first.
  preset: {
    plugins: [shutdown],
    worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0, ...(localQueue && { localQueue }) },
  },
});

const jobLogger = () =>
  new JobLogger(() => (level, message, meta) => {
    // observe-job.ts logs the jobs themselves.
    if (meta?.failure || meta?.success) return;
    const mapped = level === "info" ? "debug" : level === "warning" ? "warn" : level;
    log()[mapped]({ source: "jobs" }, message);
  });
