import type { createProgress } from "./soak/progress";

type Close = () => unknown;

/** How a command ends that starts processes of its own: whatever happens, they end before it does. */
export function createEnding(progress: Pick<ReturnType<typeof createProgress>, "say">) {
  const closes: Close[] = [];
  let stopping: Promise<void> | undefined;

  /** Ends what was started, the last first. A part that can't be ended must not keep the others. */
  async function stopAll(): Promise<void> {
    for (let close = closes.pop(); close; close = closes.pop()) {
      await Promise.resolve(close()).catch((error) => progress.say(String(error)));
    }
  }

  /** Ends it all and this process: at its end, on Ctrl-C, and after an error, whichever comes first. */
  function stop(exitCode: number, word: string): Promise<void> {
    if (stopping === undefined) {
      progress.say(word);
      stopping = stopAll().finally(() => process.exit(exitCode));
    }
    return stopping;
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void stop(130, "Stopping."));
  }
  return { onEnd: (close: Close) => void closes.push(close), stop };
}
