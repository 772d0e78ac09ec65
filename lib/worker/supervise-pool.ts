import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseUnavailable } from "@/db/errors";
import { log } from "@/lib/core/log";
import { type PoolRun, startPool } from "./start-pool";
import type { WorkerPool } from "./worker-pools";

/** The delays before a worker pool is started again. */
export interface RestartDelays {
  /** Between two attempts to reach a database that accepts writes. */
  retryMs: number;
  /** Between two starts of a pool: doubled each time until a pool has polled for `STABLE_MS`. */
  backoffMs: { first: number; most: number };
}
export const restartDelays: RestartDelays = {
  retryMs: 1_000,
  backoffMs: { first: 1_000, most: 4_000 },
};
const STABLE_MS = 30_000;
/** A pool that has ended may still hold locks: of running jobs, or of jobs whose end could not be written. */
const IDLE_MS = 1_000;
/** After this long every statement of an ended pool has returned or timed out. */
const CLEANUP_MS = 60_000;

interface PoolContext {
  /** Unlocks the jobs that are locked by these ids. Throws if the database accepts no writes. */
  prepare: (endedIds: string[]) => Promise<void>;
  /** Called after the first poll of each pool. */
  onPoll: () => void;
  delays: RestartDelays;
}

/**
 * Keeps a worker pool running until it is stopped: when it ends, a new one is started once the database accepts
 * writes. Jobs that the old one still runs stay locked by it, so that no job runs twice.
 */
export function supervisePool(workerPool: WorkerPool, { prepare, onPoll, delays }: PoolContext) {
  const pool = workerPool.name;
  const stopped = new AbortController();
  const ended = new Set<PoolRun>();
  let current: PoolRun | undefined;
  let restarts = 0;
  let downSince: number | undefined;

  const isStopped = () => stopped.signal.aborted;
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopped.signal }).catch(() => {});

  function polled(): void {
    if (downSince !== undefined) {
      log().info({ pool, restarts, down_ms: Date.now() - downSince }, "worker_pool.recovered");
    }
    downSince = undefined;
    onPoll();
  }

  /** Waits for a database that accepts writes: a pool whose first statement fails never works. */
  async function waitForDatabase(): Promise<void> {
    for (let tries = 0; !isStopped(); tries++) {
      try {
        return await prepare(endedIds());
      } catch (error) {
        downSince ??= Date.now();
        const level = tries > 0 ? "debug" : isDatabaseUnavailable(error) ? "warn" : "error";
        log()[level]({ pool, err: error }, "worker_pool.waiting_for_database");
      }
      await pause(delays.retryMs);
    }
  }

  async function loop(): Promise<void> {
    for (let backoff = delays.backoffMs.first; !isStopped(); ) {
      await waitForDatabase();
      if (isStopped()) return;
      current = startPool(workerPool, polled);
      const { reason, error } = await current.ended;
      ended.add(current);
      if (isStopped()) return;
      restarts += 1;
      downSince ??= Date.now();
      if (current.polledMs() > STABLE_MS) backoff = delays.backoffMs.first;
      const fields = { pool, reason, restarts, retry_in_ms: backoff, running: current.running() };
      log().warn({ ...fields, err: error }, "worker_pool.restarting");
      await pause(backoff);
      backoff = Math.min(backoff * 2, delays.backoffMs.most);
    }
  }
  const looping = loop();

  function endedIds(): string[] {
    const now = Date.now();
    const idle = [...ended].filter((run) => now - (run.idleSince() ?? now) > IDLE_MS);
    for (const run of idle) if (now - (run.idleSince() ?? now) > CLEANUP_MS) ended.delete(run);
    return idle.flatMap((run) => run.poolIds());
  }

  return {
    name: pool,
    isAlive: () => current?.isAlive() ?? false,
    /** The ids by which jobs of this process are locked: of the current pool, and of ended ones that still run jobs. */
    holdingIds: () =>
      [...new Set([...(current ? [current] : []), ...ended])]
        .filter((run) => run.running() > 0 || run.isAlive())
        .flatMap((run) => run.poolIds()),
    /** The ids of ended pools that run no jobs. */
    endedIds,
    async stop(): Promise<void> {
      stopped.abort();
      current?.end();
      await looping;
      await Promise.all([...ended].map((run) => run.drained()));
    },
  };
}
