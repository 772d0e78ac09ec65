import type { createProgress } from "./soak/progress";

type Close = () => unknown;

/** For commands that start processes: `stop` ends them all before the command ends, also on a signal. */
export function createEnding(progress: Pick<ReturnType<typeof createProgress>, "say">) {
  const closes: Close[] = [];
  let stopping: Promise<void> | undefined;

  /** Ends all parts, the last one first. A part that can't be ended doesn't prevent the others from ending. */
  async function stopAll(): Promise<void> {
    for (let close = closes.pop(); close; close = closes.pop()) {
      await Promise.resolve(close()).catch((error) => progress.say(String(error)));
    }
  }

  /** Ends all parts and this process. Only the first call counts. */
  function stop(exitCode: number, message: string): Promise<void> {
    if (stopping === undefined) {
      progress.say(message);
      stopping = stopAll().finally(() => process.exit(exitCode));
    }
    return stopping;
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void stop(130, "Stopping."));
  }
  return { onEnd: (close: Close) => void closes.push(close), stop };
}
