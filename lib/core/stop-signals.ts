/** npm forwards a signal that the supervisor sent to the whole process group: both arrive at nearly the same time. */
const COPY_MS = 1_000;

/**
 * Calls `stop` at the first SIGTERM or SIGINT, with its name. Later signals don't end the process: for a second they
 * are ignored as copies of the first; after that each calls `onLaterSignal`.
 */
export function onStopSignal(
  stop: (signal: NodeJS.Signals) => unknown,
  onLaterSignal: () => unknown = () => {},
): void {
  let firstAt: number | undefined;
  const receive = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      void stop(signal);
    } else if (performance.now() - firstAt > COPY_MS) {
      void onLaterSignal();
    }
  };
  process.on("SIGTERM", receive);
  process.on("SIGINT", receive);
}
