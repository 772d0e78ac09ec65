/** npm passes on a signal that the supervisor sent to the whole process group: both come at nearly the same time. */
const SAME_REQUEST_MS = 1_000;

/**
 * Calls `stop` at the first SIGTERM or SIGINT, with its name. Further signals don't end the process: they are
 * ignored for a second, as copies of the first; after that each calls `again`, where there is one.
 */
export function onStopSignal(
  stop: (signal: NodeJS.Signals) => unknown,
  again: () => unknown = () => {},
): void {
  let firstAt: number | undefined;
  const receive = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      void stop(signal);
    } else if (performance.now() - firstAt > SAME_REQUEST_MS) {
      void again();
    }
  };
  process.on("SIGTERM", receive);
  process.on("SIGINT", receive);
}
