import pg from "pg";
import { expect, test } from "vitest";
import { isDatabaseAway, isRefusal, isUnanswered, isUnasked } from "./errors";
import { QueryError } from "./query-error";

const lost = (code: string, more: object = {}) =>
  Object.assign(new Error(`read ${code}`), { code, ...more });
const refused = (code: string) =>
  Object.assign(new pg.DatabaseError("no", 2, "error"), { code, severity: "ERROR" });
/** As the query builder throws it, with a query that anybody's words could be in. */
const query = (cause: Error, value = "a value") => new QueryError(`select '${value}'`, cause);
const words = [
  "an agent trying to connect",
  "Connection terminated, timeout exceeded when trying to connect",
];

test.each([
  ["an answer that the list knows", lost("ECONNRESET"), [true, false, true, false]],
  ["one that no list has", lost("EPROTO"), [false, false, true, false]],
  ["a constraint", refused("23514"), [false, true, false, false]],
  ["a server that shuts down", refused("57P01"), [true, false, true, false]],
  ["a password that is wrong", refused("28P01"), [true, false, true, true]],
  ["nobody there", lost("ECONNREFUSED", { syscall: "connect" }), [true, false, true, true]],
  [
    "no free connection",
    new Error("timeout exceeded when trying to connect"),
    [true, false, true, true],
  ],
] as const)("%s: away, refused, unanswered, unasked", (_, cause, expected) => {
  for (const value of ["a value", ...words]) {
    const error = query(cause, value);
    const found = [isDatabaseAway, isRefusal, isUnanswered, isUnasked].map((is) => is(error));
    expect(found, value).toEqual(expected);
  }
});

test("a fault of our own is none of them", () => {
  const fault = new TypeError("x is not a function");
  for (const is of [isDatabaseAway, isRefusal, isUnanswered, isUnasked]) {
    expect(is(fault)).toBe(false);
  }
});
