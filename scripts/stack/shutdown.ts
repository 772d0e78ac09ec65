import type { Part } from "@/sandbox/restart-on-end";

export interface Shutdown {
  /** Adds a part of the stack, after those that it needs. When it ends, everything stops. */
  add(part: Part): void;
  /** Whether the shutdown has begun: later errors are caused by it. */
  isStopping(): boolean;
  /** Stops the parts in reverse order and ends this process. */
  stop(exitCode: number): Promise<void>;
}

// npm, the shell and the terminal may each pass on the same Ctrl-C: signals within this time count as one.
const SAME_SIGNAL_MS = 1_000;

/**
 * Stops the stack's parts in reverse order: on Ctrl-C, SIGTERM or SIGHUP, when a part ends by itself (with its exit
 * code), and when npm, which started us, was killed. A second Ctrl-C kills the remaining parts.
 *
 * @param afterwards runs when all parts have ended.
 */
export function createShutdown(
  say: (line: string) => void,
  afterwards: () => Promise<void>,
): Shutdown {
  const parts: Part[] = [];
  let stopping: Promise<void> | undefined;
  let stoppedAt = 0;

  async function stopAll(exitCode: number): Promise<void> {
    for (const part of parts.reverse()) await part.stop();
    await afterwards();
    if (stoppedAt > 0) say("Stopped.");
    process.exit(exitCode);
  }

  const shutdown: Shutdown = {
    add(part) {
      parts.push(part);
      if (stopping) part.kill();
      part.exited.then((code) => {
        if (!stopping) shutdown.stop(typeof code === "number" ? code : 1);
      });
    },
    isStopping: () => stopping !== undefined,
    stop(exitCode) {
      stopping ??= stopAll(exitCode);
      return stopping;
    },
  };

  function onSignal(): void {
    const now = Date.now();
    if (!stopping) {
      stoppedAt = now;
      say("Stopping… Press Ctrl-C again to force quit.");
      shutdown.stop(0);
    } else if (now - stoppedAt > SAME_SIGNAL_MS) {
      for (const part of parts) part.kill();
      process.exit(130);
    }
  }
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  // Writing to a closed terminal fails; the stack still stops in order.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(onSignal);
  return shutdown;
}

function whenOrphaned(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 500);
  timer.unref();
}
