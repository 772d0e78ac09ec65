import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "./database";
import { errorForLog } from "./log";

test("a query that fails is logged with its cause and without its values", async () => {
  const email = "somebody@propdesk.test";
  const failure = await database()
    .execute(sql`select 1 / 0, ${email}::text`)
    .then(
      () => null,
      (error: unknown) => error,
    );
  expect(String(failure)).toContain(email);
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
