import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { WorkerEvents } from "graphile-worker";

const POLL_MS = 50;

interface ShutdownOptions {
  events: WorkerEvents;
  /** The number of jobs that the pool is running. */
  running: () => number;
  /** Called when the pool begins to shut down. */
  onShutdown: () => void;
}

/**
 * Watches the local queue of a pool, if it has one. The function it returns resolves as soon as the queue is empty,
 * before its next jobs arrive: a timer would seldom find it empty while many emails are pending.
 */
export function watchLocalQueue(events: WorkerEvents): () => Promise<void> {
  let mode = "";
  events.on("localQueue:setMode", ({ newMode }) => {
    mode = newMode;
  });
  return async () => {
    while (mode === "WAITING") await once(events, "localQueue:setMode");
  };
}

/**
 * A plugin that works around two faults of graphile-worker's shutdown (0.17.3).
 *
 * - A local queue that is released while it holds jobs rejects its own attempt to return them; if the database is
 *   unreachable, that rejection is unhandled and ends the process. So the shutdown waits until the queue is empty:
 *   its jobs have run, or were returned after its `ttl`.
 * - A shutdown that meets an error becomes a forceful one, which unlocks jobs that still run, so that they run
 *   twice. So it waits for those jobs: each of ours ends in bounded time.
 */
export function safeShutdown({
  events,
  running,
  onShutdown,
}: ShutdownOptions): GraphileConfig.Plugin {
  const whenEmpty = watchLocalQueue(events);
  return {
    name: "safe-shutdown",
    version: "1.0.0",
    worker: {
      middleware: {
        async poolGracefulShutdown(next) {
          onShutdown();
          await whenEmpty();
          return next();
        },
        async poolForcefulShutdown(next) {
          while (running() > 0) await sleep(POLL_MS);
          return next();
        },
      },
    },
  };
}
