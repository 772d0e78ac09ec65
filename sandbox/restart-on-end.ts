import { setTimeout as sleep } from "node:timers/promises";

/** A process of the stack. */
export interface Part {
  /** Resolves when it has ended, for any reason. */
  exited: Promise<unknown>;
  /** Stops it cleanly. */
  stop(): Promise<void>;
  /** Ends it immediately. */
  kill(): void;
}

// Five ends within a minute are no accident: starting it again would only hide the cause.
const MAX_DEATHS = 5;
const WINDOW_MS = 60_000;

/**
 * Starts a part again whenever it ends by itself, as after a kill. Resolves once it runs first.
 * If it ends again and again or can't be started again, `exited` resolves.
 */
export async function restartOnEnd<T extends Part>(
  name: string,
  start: () => Promise<T>,
  say: (line: string) => void,
): Promise<Part & { first: T }> {
  const first = await start();
  let current = first;
  let stopping = false;

  async function watch(): Promise<void> {
    const deaths: number[] = [];
    for (;;) {
      await current.exited;
      if (stopping) return;
      deaths.push(Date.now());
      if (deaths.filter((at) => at > Date.now() - WINDOW_MS).length >= MAX_DEATHS) break;
      say(`${name} exited, restarting`);
      await sleep(100);
      if (stopping) return;
      current = await start();
      if (stopping) await current.stop();
    }
    say(`${name} keeps crashing`);
  }

  return {
    first,
    exited: watch().catch((error) => say(`${name} couldn't be restarted: ${error.message}`)),
    async stop() {
      stopping = true;
      await current.stop();
    },
    kill() {
      stopping = true;
      current.kill();
    },
  };
}
