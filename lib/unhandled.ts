import { isDatabaseAway } from "@/db/errors";
import { log } from "./log";

const IN_GRAPHILE = /[\\/]node_modules[\\/]graphile-worker[\\/]/;

/**
 * Whether a process can go on after a rejection that nothing handled. A statement that failed because the
 * database is unreachable has changed nothing here, and neither has graphile-worker's own housekeeping:
 * its pools are watched by their polls, and replaced. Anything else is a fault of unknown reach.
 */
export const isSurvivable = (reason: unknown): boolean =>
  isDatabaseAway(reason) || (reason instanceof Error && IN_GRAPHILE.test(reason.stack ?? ""));

/** Logs each rejection that nothing handled, with its stack; of those that it can't survive, ends the process. */
export function guardRejections(end: (() => void) | null): void {
  process.on("unhandledRejection", (reason) => {
    const fatal = end !== null && !isSurvivable(reason);
    log()[fatal ? "fatal" : "error"]({ err: reason }, "process.unhandled_rejection");
    if (fatal) end();
  });
}
