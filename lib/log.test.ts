import { sql } from "drizzle-orm";
import pino from "pino";
import { expect, test } from "vitest";
import { database } from "./database";
import { eachTurn, errorForLog } from "./log";

test("a query that fails is logged with its cause and without its values", async () => {
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

test("an error keeps its name, its stack and what caused it", () => {
  const cause = new TypeError("the cause");
  expect(errorForLog(new Error("the effect", { cause }))).toMatchObject({
    type: "Error",
    message: "the effect",
    stack: expect.stringContaining("log.test.ts"),
    cause: { type: "TypeError", message: "the cause" },
  });
});

const nextTurn = () => new Promise((done) => setImmediate(done));

test("the lines of a turn are written at once, in order, and those of a later one later", async () => {
  const written: string[] = [];
  const out = eachTurn({ write: (lines) => void written.push(lines) });
  for (const line of ["one\n", "two\n"]) out.write(line);
  expect(written).toEqual([]);
  await nextTurn();
  out.write("three\n");
  await nextTurn();
  expect(written).toEqual(["one\ntwo\n", "three\n"]);
});

test("what is more than a pipe takes in one piece is written in several, none of them within a line", async () => {
  const written: string[] = [];
  const out = eachTurn({ write: (lines) => void written.push(lines) });
  const lines = Array.from({ length: 50 }, (_, n) => `${String(n).padStart(199, ".")}\n`);
  for (const line of lines) out.write(line);
  await nextTurn();
  expect(written.join("")).toBe(lines.join(""));
  expect(written.length).toBeGreaterThan(1);
  for (const piece of written) expect(piece.length).toBeLessThanOrEqual(4_096);
  for (const piece of written) expect(piece.endsWith("\n")).toBe(true);
});

test("a log that can't be written for a while ends nothing, and goes on after", async () => {
  const written: string[] = [];
  let isFull = true;
  const out = eachTurn({
    write(lines) {
      if (isFull) throw new Error("ENOSPC: no space left on device, write");
      written.push(lines);
    },
  });
  out.write("lost\n");
  await nextTurn();
  isFull = false;
  out.write("kept\n");
  await nextTurn();
  expect(written).toEqual(["kept\n"]);
});

test("a warning is written at once, with what was said before it", async () => {
  const written: string[] = [];
  const log = pino({}, eachTurn({ write: (lines) => void written.push(lines) }));
  log.info("before");
  expect(written).toEqual([]);
  log.warn("look");
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/before.+look/s);
  log.info("after");
  expect(written).toHaveLength(1);
  await nextTurn();
  expect(written).toHaveLength(2);
});
