import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAway } from "@/db/errors";
import { log } from "@/lib/log";
import type { Lane } from "./lanes";
import { type PoolRun, startPool } from "./start-pool";

/** How soon a worker pool is started again. */
export interface Pace {
  /** Between two attempts to reach a database that takes writes. */
  retryMs: number;
  /** Between two starts of a pool: doubled each time until one has polled for `STEADY_MS`. */
  backoffMs: { first: number; most: number };
}
export const USUAL_PACE: Pace = { retryMs: 1_000, backoffMs: { first: 1_000, most: 4_000 } };
const STEADY_MS = 30_000;
/** A pool that is over still holds locks: of jobs that run, or whose end couldn't be written. */
const SETTLED_MS = 1_000;
/** By then each statement that it had sent has been answered or given up. */
const GONE_MS = 60_000;

interface Surroundings {
  /** Frees the jobs that these ids hold, and throws where the database takes no writes. */
  prepare: (endedIds: string[]) => Promise<void>;
  /** Called when a pool has polled for the first time. */
  onPoll: () => void;
  pace: Pace;
}

/**
 * Keeps a worker pool running until it is stopped: when one is over another is started, once the
 * database takes writes. What the old one still runs stays locked by it, so that nothing runs twice.
 */
export function keepRunning(lane: Lane, { prepare, onPoll, pace }: Surroundings) {
  const pool = lane.name;
  const stopped = new AbortController();
  const ended = new Set<PoolRun>();
  let current: PoolRun | undefined;
  let restarts = 0;
  let downSince: number | undefined;

  const isOver = () => stopped.signal.aborted;
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopped.signal }).catch(() => {});

  function polled(): void {
    if (downSince !== undefined) {
      log().info({ pool, restarts, down_ms: Date.now() - downSince }, "worker_pool.recovered");
    }
    downSince = undefined;
    onPoll();
  }

  /** Waits for a database that takes writes: a pool whose first statement fails would be of no use. */
  async function ready(): Promise<void> {
    for (let tries = 0; !isOver(); tries++) {
      try {
        return await prepare(endedIds());
      } catch (error) {
        downSince ??= Date.now();
        const level = tries > 0 ? "debug" : isDatabaseAway(error) ? "warn" : "error";
        log()[level]({ pool, err: error }, "worker_pool.waiting_for_database");
      }
      await pause(pace.retryMs);
    }
  }

  async function loop(): Promise<void> {
    for (let backoff = pace.backoffMs.first; !isOver(); ) {
      await ready();
      if (isOver()) return;
      current = startPool(lane, polled);
      const { reason, error } = await current.over;
      ended.add(current);
      if (isOver()) return;
      restarts += 1;
      downSince ??= Date.now();
      if (current.polledMs() > STEADY_MS) backoff = pace.backoffMs.first;
      const fields = { pool, reason, restarts, retry_in_ms: backoff, running: current.running() };
      log().warn({ ...fields, err: error }, "worker_pool.restarting");
      await pause(backoff);
      backoff = Math.min(backoff * 2, pace.backoffMs.most);
    }
  }
  const done = loop();

  function endedIds(): string[] {
    const now = Date.now();
    const idle = [...ended].filter((run) => now - (run.idleSince() ?? now) > SETTLED_MS);
    for (const run of idle) if (now - (run.idleSince() ?? now) > GONE_MS) ended.delete(run);
    return idle.flatMap((run) => run.poolIds());
  }

  return {
    name: pool,
    isAlive: () => current?.isAlive() ?? false,
    /** What jobs of this process may be locked by now: the pool's id, and those of ended ones that still run some. */
    holdingIds: () =>
      [...new Set([...(current ? [current] : []), ...ended])]
        .filter((run) => run.running() > 0 || run.isAlive())
        .flatMap((run) => run.poolIds()),
    /** Ids of pools that are over and run nothing any more. */
    endedIds,
    async stop(): Promise<void> {
      stopped.abort();
      current?.end();
      await done;
      await Promise.all([...ended].map((run) => run.drained()));
    },
  };
}
