import { setTimeout as sleep } from "node:timers/promises";
import type { Guarded } from "@/sandbox/guarded";
import type { Options } from "./options";
import { startWeb } from "./start-web";

export type Web = ReturnType<typeof createWeb>;

/** The process that serves the API. It can be killed, and is started again a moment later. */
export function createWeb(web: Options["web"], dir: string, env: NodeJS.ProcessEnv) {
  let running: Guarded | undefined;
  let starting: Promise<void> = Promise.resolve();
  let stopping = false;
  /** How often it ended though nobody killed it. */
  let ended = 0;

  async function startNow(): Promise<void> {
    if (stopping) return;
    const started = await startWeb(web, dir, env);
    running = started;
    void started.exited.then(() => {
      if (running === started && !stopping) ended += 1;
    });
  }

  /** One after another: of two kills at the same moment, the second hits the process started anew. */
  function next(step: () => Promise<void>): Promise<void> {
    const done = starting.then(step);
    starting = done.catch(() => undefined);
    return done;
  }

  return {
    ended: () => ended,
    start: () => next(startNow),
    /** SIGKILL, with whatever it was answering; it serves again when this resolves. */
    kill: (pauseMs: number): Promise<void> =>
      next(async () => {
        const victim = running;
        running = undefined;
        victim?.kill();
        await victim?.exited;
        await sleep(pauseMs);
        await startNow();
      }),
    /**
     * SIGTERM, as a supervisor sends it; another serves when this resolves. `tell` is told when the old one begins to
     * end, and when it is gone, with its exit code.
     */
    restart: (tell: (exitCode: number | null) => void): Promise<void> =>
      next(async () => {
        const old = running;
        running = undefined;
        tell(null);
        old?.terminate();
        tell((await old?.exited) ?? 0);
        await startNow();
      }),
    async stop(): Promise<void> {
      stopping = true;
      await starting;
      await running?.stop();
    },
  };
}
