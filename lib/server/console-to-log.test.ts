import { sql } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { QueryError } from "@/db/query-error";
import { database } from "@/lib/core/database";
import { log } from "@/lib/core/log";
import { sendConsoleToLog } from "./console-to-log";

const methods = ["error", "warn", "log", "info", "debug", "trace", "dir"] as const;
const own = Object.fromEntries(methods.map((method) => [method, console[method]]));
const warningListeners = process.listeners("warning");
afterEach(() => {
  process.removeAllListeners("warning");
  for (const listener of warningListeners) process.on("warning", listener);
  Object.assign(console, own);
  vi.restoreAllMocks();
});

/** What was logged while `print` ran, as [level, fields, message]. */
function logged(print: () => void) {
  const lines: unknown[][] = [];
  for (const level of ["error", "warn", "info", "debug"] as const) {
    vi.spyOn(log(), level).mockImplementation((...args: unknown[]) => {
      lines.push([level, ...args]);
    });
  }
  sendConsoleToLog();
  print();
  return lines;
}

test("sendConsoleToLog: a printed line → one log line of its level, without colors", () => {
  const lines = logged(() => {
    console.error("\u001b[31m⨯\u001b[39m", 'Failed\n{"level":30,"msg":"forged"}');
    console.warn("slow: %d ms", 12);
    console.log("");
  });
  expect(lines).toEqual([
    ["error", { text: '⨯ Failed\n{"level":30,"msg":"forged"}' }, "console.error"],
    ["warn", { text: "slow: 12 ms" }, "console.warn"],
  ]);
});

test("sendConsoleToLog: an error → the field err, which is redacted", () => {
  const error = new Error("broken");
  const [line] = logged(() => console.error("⨯", error));
  expect(line).toEqual(["error", { text: "⨯", err: error }, "console.error"]);
});

test("sendConsoleToLog: an expected rejection of a page → page.rejected, no stack", async () => {
  // As a page has it: the module loaded again.
  vi.resetModules();
  const { AppError } = await import("@/lib/core/errors");
  const rejection = new AppError("FORBIDDEN", "Admins need two-factor sign-in.");
  const lines = logged(() => console.error("⨯", rejection));
  expect(lines).toEqual([
    ["info", { code: "FORBIDDEN", reason: "Admins need two-factor sign-in." }, "page.rejected"],
  ]);
});

test("sendConsoleToLog: a page without its database → database.unreachable", () => {
  const err = new QueryError("select 1", Object.assign(new Error("x"), { code: "ECONNREFUSED" }));
  const lines = logged(() => console.error("⨯", err));
  expect(lines).toEqual([["warn", { err }, "database.unreachable"]]);
});

test("sendConsoleToLog: a trace, a warning of Node.js → log lines", async () => {
  const lines = logged(() => console.trace("where"));
  process.emitWarning("a package's");
  await new Promise((resolve) => setImmediate(resolve));
  expect(lines).toEqual([
    ["warn", { text: "where" }, "console.trace"],
    ["warn", { err: expect.objectContaining({ message: "a package's" }) }, "process.warning"],
  ]);
});

test("sendConsoleToLog: a very long text → its beginning", () => {
  const [line] = logged(() => console.error("x".repeat(100_000)));
  expect(JSON.stringify(line).length).toBeLessThan(2_100);
});

test("sendConsoleToLog: a failed query, printed in any way → none of its values in any field", async () => {
  const { inspect } = await import("node:util");
  const email = "somebody@propdesk.test";
  const failures = await Promise.all(
    [
      sql`select 1 / 0, ${email}::text`,
      sql`select ${email}::text::int`,
      sql`insert into sessions (id) values (${email})`,
      sql`select 1 from no_such_table where email = ${email}`,
    ].map((statement) =>
      database()
        .execute(statement)
        .then(
          () => null,
          (error: unknown) => error,
        ),
    ),
  );
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(Error);
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(email);
    expect(String(failure)).not.toContain(email);
  }
});
