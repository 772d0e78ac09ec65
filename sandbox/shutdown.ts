import type { Part } from "./keep-running";

export interface Shutdown {
  /** A part of the stack, started after those that it needs. When it ends, everything stops. */
  add(part: Part): void;
  /** Stops the parts in reverse order and ends this process. */
  stop(exitCode: number): Promise<void>;
}

// npm, the shell and the terminal may each pass on the same Ctrl-C: within this time it is one.
const SAME_SIGNAL_MS = 1_000;

/**
 * Ends the stack in order: on Ctrl-C, SIGTERM or SIGHUP, when a part ends by itself (with its exit
 * code) and when npm, which started us, was killed. A second Ctrl-C kills what is left.
 *
 * @param lastly done when all parts have ended.
 */
export function createShutdown(say: (line: string) => void, lastly: () => Promise<void>): Shutdown {
  const parts: Part[] = [];
  let stopping: Promise<void> | undefined;
  let askedAt = 0;

  async function stopAll(exitCode: number): Promise<void> {
    for (const part of parts.reverse()) await part.stop();
    await lastly();
    if (askedAt > 0) say("Stopped.");
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
    stop(exitCode) {
      stopping ??= stopAll(exitCode);
      return stopping;
    },
  };

  function onSignal(): void {
    const now = Date.now();
    if (!stopping) {
      askedAt = now;
      say("Stopping. Ctrl-C again kills.");
      shutdown.stop(0);
    } else if (now - askedAt > SAME_SIGNAL_MS) {
      for (const part of parts) part.kill();
      process.exit(130);
    }
  }
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  // A closed terminal can't be written to; the stack still stops in order.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(onSignal);
  return shutdown;
}

function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, 500);
  timer.unref();
}
