import pg from "pg";
import { expect, test } from "vitest";
import { QueryError } from "@/db/query-error";
import { isSurvivable } from "./unhandled";

test.each([
  [
    "an unreachable database",
    true,
    new QueryError("x", Object.assign(new Error("x"), { code: "ECONNREFUSED" })),
  ],
  ["an unreachable mail server", false, Object.assign(new Error("x"), { code: "ECONNREFUSED" })],
  [
    "a read-only database",
    true,
    Object.assign(new pg.DatabaseError("x", 1, "error"), { code: "25006" }),
  ],
  [
    "an error in graphile-worker",
    true,
    Object.assign(new Error("x"), {
      stack: "at y (/p/node_modules/graphile-worker/dist/z.js:1:1)",
    }),
  ],
  ["an error in our code", false, new TypeError("x is undefined")],
  ["not an error", false, "text"],
])("isSurvivable: %s → %s", (_, expected, reason) => {
  expect(isSurvivable(reason)).toBe(expected);
});
