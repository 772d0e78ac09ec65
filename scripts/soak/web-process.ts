import { setTimeout as sleep } from "node:timers/promises";
import type { Guarded } from "@/sandbox/guarded";
import type { Options } from "./options";
import { startWeb } from "./start-web";

export type Web = ReturnType<typeof createWeb>;

/** Runs the process that serves the API. It can be killed, and is then started again. */
export function createWeb(web: Options["web"], dir: string, env: NodeJS.ProcessEnv) {
  let running: Guarded | undefined;
  let starting: Promise<void> = Promise.resolve();
  let stopping = false;
  /** How often it ended without being killed or stopped. */
  let crashes = 0;

  async function startNow(): Promise<void> {
    if (stopping) return;
    const started = await startWeb(web, dir, env);
    running = started;
    void started.exited.then(() => {
      if (running === started && !stopping) crashes += 1;
    });
  }

  /** Runs steps one after another: of two concurrent kills, the second hits the new process. */
  function inTurn(step: () => Promise<void>): Promise<void> {
    const done = starting.then(step);
    starting = done.catch(() => undefined);
    return done;
  }

  return {
    crashes: () => crashes,
    start: () => inTurn(startNow),
    /** Kills it by SIGKILL once `until` resolves. Resolves when a new process serves. */
    kill: (pauseMs: number, until: () => Promise<unknown>): Promise<void> =>
      inTurn(async () => {
        await until();
        const victim = running;
        running = undefined;
        victim?.kill();
        await victim?.exited;
        await sleep(pauseMs);
        await startNow();
      }),
    /**
     * Restarts it by SIGTERM, as a supervisor does. Resolves when a new process serves. `onChange` is called with null
     * when the shutdown begins, and with the exit code when it has ended.
     */
    restart: (onChange: (exitCode: number | null) => void): Promise<void> =>
      inTurn(async () => {
        const old = running;
        running = undefined;
        onChange(null);
        old?.terminate();
        onChange((await old?.exited) ?? 0);
        await startNow();
      }),
    async stop(): Promise<void> {
      stopping = true;
      await starting;
      await running?.stop();
    },
  };
}
