import { afterEach, beforeEach } from "vitest";
import { createLogger } from "@/lib/core/log";
import { perProcess } from "@/lib/core/per-process";

const MAX_LINES = 20;
let lines: string[] = [];

// The product's log is held in memory and shown only for a test that fails: a response of 5xx doesn't have its cause, and
// a failure on a busy machine can't be repeated at will.
perProcess("log", () =>
  createLogger("warn", {
    write: (line) => {
      lines = [...lines.slice(1 - MAX_LINES), line];
    },
  }),
)();

beforeEach(() => {
  lines = [];
});
afterEach(({ task }) => {
  if (task.result?.state !== "fail" || lines.length === 0) return;
  process.stderr.write(`The log's last warnings in "${task.name}":\n${lines.join("")}`);
});
