import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { WorkerEvents } from "graphile-worker";

const LOOK_MS = 50;

interface Watched {
  events: WorkerEvents;
  /** How many jobs the pool runs now. */
  running: () => number;
  /** Called when the pool begins to shut down, for whatever reason. */
  onShutdown: () => void;
}

/**
 * Watches a pool's local queue, if it has one. What it returns resolves as soon as that holds no jobs,
 * before its next ones arrive: a timer would seldom find it empty while many emails are due.
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
 * A plugin that keeps two faults of graphile-worker's shutdown (0.17.3) away from us.
 *
 * - A local queue that is released while it holds jobs refuses its own attempt to return them; where the
 *   database is unreachable, that attempt then fails with nobody listening, which ends the process. So the
 *   shutdown waits until the queue holds none: they have run, or have been returned after its `ttl`.
 * - A shutdown that meets an error becomes a forceful one, which frees jobs that still run, so that they
 *   are begun again beside themselves. So it waits for those jobs: each of ours ends in bounded time.
 */
export function safeShutdown({ events, running, onShutdown }: Watched): GraphileConfig.Plugin {
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
          while (running() > 0) await sleep(LOOK_MS);
          return next();
        },
      },
    },
  };
}
