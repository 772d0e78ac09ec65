import pg from "pg";
import { expect, test } from "vitest";
import { connect } from "./client";
import { isDatabaseAway, isRefusal, isUnanswered, isUnasked, markConnectionError } from "./errors";
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

/** As it comes from node-postgres, without a query around it. */
const marked = (error: Error) => {
  markConnectionError(error);
  return error;
};

test.each([
  ["a connection of ours", marked(lost("ECONNRESET")), true],
  ["what is around one", new Error("x", { cause: marked(lost("EPIPE")) }), true],
  ["each address of a name", marked(new AggregateError([lost("ECONNREFUSED")])), true],
  ["a server that starts up", refused("57P03"), true],
  ["a client that hangs up amid its body", lost("ECONNRESET"), false],
  ["Stripe out of reach", new Error("x", { cause: lost("ECONNREFUSED") }), false],
  ["a mail server that doesn't respond", new Error("Connection timeout"), false],
  ["the addresses of a webhook's receiver", new AggregateError([lost("ETIMEDOUT")]), false],
])("isDatabaseAway: %s", (_, error, expected) => {
  expect(isDatabaseAway(error)).toBe(expected);
});

test("isUnasked: nobody there, at an address that isn't the database's → false", () => {
  const nobody = () => lost("ECONNREFUSED", { syscall: "connect" });
  expect([isUnasked(nobody()), isUnasked(marked(nobody()))]).toEqual([false, true]);
});

test.each(["127.0.0.1", "localhost"])(
  "isDatabaseAway: a pool with nothing at %s → true, of a connection as of a query",
  async (host) => {
    const { pool } = connect(`postgres://nobody@${host}:9/none`);
    for (const ask of [() => pool.connect(), () => pool.query("select 1")]) {
      const error = await ask().catch((reason: unknown) => reason);
      expect([isDatabaseAway(error), isUnasked(error)]).toEqual([true, true]);
    }
    await pool.end();
  },
);
