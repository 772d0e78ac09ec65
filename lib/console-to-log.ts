import { format, stripVTControlCharacters, types } from "node:util";
import { log } from "./log";

/** What of a message is kept, in characters. */
const LONGEST = 2_000;

const levels = { error: "error", warn: "warn", log: "info", info: "info", debug: "debug" } as const;
type Method = keyof typeof levels;

/**
 * Sends what is printed on the console to the process's log from now on, one JSON line for each call. Next.js
 * prints the errors of pages there: in lines of their own, which anybody could add some to.
 */
export function sendConsoleToLog(): void {
  for (const method of Object.keys(levels) as Method[]) {
    console[method] = (...printed: unknown[]) => write(method, printed);
  }
}

function write(method: Method, printed: unknown[]): void {
  const err = printed.find(types.isNativeError);
  const others = printed.filter((each) => each !== err);
  const text = stripVTControlCharacters(format(...others))
    .trim()
    .slice(0, LONGEST);
  if (text === "" && !err) return;
  log()[levels[method]]({ ...(text !== "" && { text }), ...(err && { err }) }, `console.${method}`);
}
