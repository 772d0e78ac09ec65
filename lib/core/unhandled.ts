import { isDatabaseUnavailable } from "@/db/errors";
import { log } from "./log";

const IN_GRAPHILE = /[\\/]node_modules[\\/]graphile-worker[\\/]/;

/**
 * Whether a process can go on after an unhandled rejection. It can after a statement that failed because the database is
 * unavailable, and after a failure of graphile-worker's own maintenance: its pools are monitored and replaced. After any
 * other one the state of the process is unknown.
 */
export const isSurvivable = (reason: unknown): boolean =>
  isDatabaseUnavailable(reason) ||
  (reason instanceof Error && IN_GRAPHILE.test(reason.stack ?? ""));

/** Logs unhandled rejections. Calls `end` for those after which the process can't go on; with null it always goes on. */
export function guardRejections(end: (() => void) | null): void {
  process.on("unhandledRejection", (reason) => {
    const fatal = end !== null && !isSurvivable(reason);
    log()[fatal ? "fatal" : "error"]({ err: reason }, "process.unhandled_rejection");
    if (fatal) end();
  });
}
