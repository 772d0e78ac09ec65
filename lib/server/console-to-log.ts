import { format, stripVTControlCharacters, types } from "node:util";
import { databaseProblem } from "@/lib/core/database-state";
import { isAppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { currentPage, markPageUnavailable } from "@/lib/http/page-request";
import { logDatabaseProblem } from "@/lib/http/respond";

/** Longer messages are cut, in characters. */
const MAX_TEXT_LENGTH = 2_000;

const levels = {
  error: "error",
  warn: "warn",
  trace: "warn",
  log: "info",
  info: "info",
  dir: "info",
  debug: "debug",
} as const;
type Method = keyof typeof levels;

/**
 * Sends console output and Node.js's warnings to the process's log, one JSON line each. Next.js prints the errors of
 * pages on the console, as plain text into which a client could inject lines.
 */
export function sendConsoleToLog(): void {
  for (const method of Object.keys(levels) as Method[]) {
    console[method] = (...printed: unknown[]) => write(method, printed);
  }
  // Replaces Node.js's own listener, which prints warnings.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log().warn({ err: warning }, "process.warning"));
}

function write(method: Method, printed: unknown[]): void {
  const err = printed.find(types.isNativeError);
  const others = printed.filter((each) => each !== err);
  const text = stripVTControlCharacters(format(...others))
    .trim()
    .slice(0, MAX_TEXT_LENGTH);
  if (text === "" && !err) return;
  const page = currentPage();
  const pageFields = page && { request_id: page.requestId, route: page.route };
  const problem = databaseProblem(err);
  if (isAppError(err) && err.status < 500) {
    log().info({ ...pageFields, code: err.code, reason: err.message }, "page.rejected");
  } else if (problem) {
    markPageUnavailable();
    logDatabaseProblem(log(), problem, { ...pageFields, err });
  } else {
    const fields = { ...pageFields, ...(text !== "" && { text }), ...(err && { err }) };
    log()[levels[method]](fields, `console.${method}`);
  }
}
