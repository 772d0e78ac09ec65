import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectDir } from "@/scripts/stack/settings";
import type { Load, Loaded } from "./spec";

interface Result {
  loaded?: Loaded;
  error?: string;
}

export type Loader = ReturnType<typeof startLoader>;

/** The process that generates the load, one task after the other. */
export function startLoader() {
  const child = fork(join(projectDir, "bench/load/process.ts"), {
    cwd: projectDir,
    execArgv: ["--import", "tsx"],
  });
  const ended = once(child, "exit").then(() => [{ error: "The load's process has ended." }]);

  return {
    /** Throws if any response wasn't a success. */
    async run(load: Load): Promise<Loaded> {
      const message = once(child, "message");
      child.send(load);
      const [result] = (await Promise.race([message, ended])) as [Result];
      const { loaded, error } = result;
      if (!loaded) throw new Error(error);
      if (loaded.failures.length > 0) {
        const what = load.kind === "http" ? `${load.method} ${load.variants[0]?.path}` : load.kind;
        throw new Error(`${what} failed: ${loaded.failures.join("; ")}`);
      }
      return loaded;
    },
    async stop(): Promise<void> {
      if (child.exitCode !== null) return;
      child.disconnect();
      await ended;
    },
  };
}
