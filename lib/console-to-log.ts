import { format, stripVTControlCharacters, types } from "node:util";
import { isDatabaseAway } from "@/db/errors";
import { isAppError } from "./errors";
import { currentPage, notePageWithoutDatabase } from "./http/page-request";
import { log } from "./log";

/** What of a message is kept, in characters. */
const LONGEST = 2_000;

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
 * Sends what is printed on the console, and Node.js's warnings, to the process's log from now on, one JSON line
 * for each. Next.js prints the errors of pages there: in lines of their own, which anybody could add some to.
 */
export function sendConsoleToLog(): void {
  for (const method of Object.keys(levels) as Method[]) {
    console[method] = (...printed: unknown[]) => write(method, printed);
  }
  // Node.js's own listener prints it.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log().warn({ err: warning }, "process.warning"));
}

function write(method: Method, printed: unknown[]): void {
  const err = printed.find(types.isNativeError);
  const others = printed.filter((each) => each !== err);
  const text = stripVTControlCharacters(format(...others))
    .trim()
    .slice(0, LONGEST);
  if (text === "" && !err) return;
  const page = currentPage();
  const of = page && { request_id: page.requestId, route: page.route };
  if (isAppError(err) && err.status < 500) {
    log().info({ ...of, code: err.code, reason: err.message }, "page.refused");
  } else if (isDatabaseAway(err)) {
    notePageWithoutDatabase();
    log().warn({ ...of, err }, "database out of reach");
  } else {
    const fields = { ...of, ...(text !== "" && { text }), ...(err && { err }) };
    log()[levels[method]](fields, `console.${method}`);
  }
}
