import { afterEach, beforeEach } from "vitest";
import { createLogger } from "@/lib/log";

const KEPT = 20;
let lines: string[] = [];

// What the product logs is kept in memory and shown only for a test that fails: an answer of 5xx does not
// tell its cause, and a failure on a busy machine can't be had again at will.
const shared = globalThis as typeof globalThis & { propdeskLog?: ReturnType<typeof createLogger> };
shared.propdeskLog = createLogger("warn", {
  write: (line) => {
    lines = [...lines.slice(1 - KEPT), line];
  },
});

beforeEach(() => {
  lines = [];
});
afterEach(({ task }) => {
  if (task.result?.state !== "fail" || lines.length === 0) return;
  process.stderr.write(`The log's last warnings in "${task.name}":\n${lines.join("")}`);
});
