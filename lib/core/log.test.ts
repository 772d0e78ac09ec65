import { sql } from "drizzle-orm";
import pino from "pino";
import { expect, test } from "vitest";
import { database } from "./database";
import { bufferPerTurn, createLogger, errorForLog } from "./log";

test("errorForLog: a failed query → its cause, without its values", async () => {
  const email = "somebody@propdesk.test";
  const failure = await database()
    .execute(sql`select 1 / 0, ${email}::text`)
    .then(
      () => null,
      (error: unknown) => error,
    );
  const logged = errorForLog(failure);
  expect(JSON.stringify(logged)).not.toContain(email);
  expect(logged).toMatchObject({ message: "division by zero", code: "22012" });
});

test("errorForLog: an error → name, stack and cause", () => {
  const cause = new TypeError("the cause");
  expect(errorForLog(new Error("the effect", { cause }))).toMatchObject({
    type: "Error",
    message: "the effect",
    stack: expect.stringContaining("log.test.ts"),
    cause: { type: "TypeError", message: "the cause" },
  });
});

const nextTurn = () => new Promise((done) => setImmediate(done));

test("bufferPerTurn: lines of two turns → one write a turn, in order", async () => {
  const output: string[] = [];
  const out = bufferPerTurn({ write: (lines) => void output.push(lines) });
  for (const line of ["one\n", "two\n"]) out.write(line);
  expect(output).toEqual([]);
  await nextTurn();
  out.write("three\n");
  await nextTurn();
  expect(output).toEqual(["one\ntwo\n", "three\n"]);
});

test("bufferPerTurn: more lines than a pipe takes in one write → several writes, none within a line", async () => {
  const output: string[] = [];
  const out = bufferPerTurn({ write: (lines) => void output.push(lines) });
  const lines = Array.from({ length: 50 }, (_, n) => `${String(n).padStart(199, ".")}\n`);
  for (const line of lines) out.write(line);
  await nextTurn();
  expect(output.join("")).toBe(lines.join(""));
  expect(output.length).toBeGreaterThan(1);
  for (const piece of output) expect(piece.length).toBeLessThanOrEqual(4_096);
  for (const piece of output) expect(piece.endsWith("\n")).toBe(true);
});

test("bufferPerTurn: the destination fails for a while → no error, later lines are written", async () => {
  const output: string[] = [];
  let isFull = true;
  const out = bufferPerTurn({
    write(lines) {
      if (isFull) throw new Error("ENOSPC: no space left on device, write");
      output.push(lines);
    },
  });
  out.write("lost\n");
  await nextTurn();
  isFull = false;
  out.write("kept\n");
  await nextTurn();
  expect(output).toEqual(["kept\n"]);
});

test("bufferPerTurn: a warning → written immediately, with the lines before it", async () => {
  const output: string[] = [];
  const log = pino({}, bufferPerTurn({ write: (lines) => void output.push(lines) }));
  log.info("before");
  expect(output).toEqual([]);
  log.warn("look");
  expect(output).toHaveLength(1);
  expect(output[0]).toMatch(/before.+look/s);
  log.info("after");
  expect(output).toHaveLength(1);
  await nextTurn();
  expect(output).toHaveLength(2);
});

test.each([
  "password",
  "current_password",
  "new_password",
  "temporary_password",
  "client_secret",
  "session_token",
  "access_token",
  "authorization",
  "cookie",
  "email",
  "token",
  "secret",
  "recovery_codes",
])("createLogger: the field %s, also one level down → its value isn't logged", (name) => {
  const lines: string[] = [];
  const logger = createLogger("info", { write: (line) => void lines.push(line) }, {});
  logger.info({ [name]: "hidden value", request: { [name]: "hidden value" } }, "test.logged");
  expect(lines).toEqual([expect.stringContaining("test.logged")]);
  expect(lines.join()).not.toContain("hidden value");
});
