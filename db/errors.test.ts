import pg from "pg";
import { expect, test } from "vitest";
import { connect } from "./client";
import {
  isDatabaseUnavailable,
  isRejection,
  isResultUnknown,
  markConnectionError,
  wasNeverSent,
} from "./errors";
import { QueryError } from "./query-error";

const lost = (code: string, more: object = {}) =>
  Object.assign(new Error(`read ${code}`), { code, ...more });
const rejected = (code: string) =>
  Object.assign(new pg.DatabaseError("no", 2, "error"), { code, severity: "ERROR" });
/** As the query builder throws it, with a query whose values could contain any text. */
const query = (cause: Error, value = "a value") => new QueryError(`select '${value}'`, cause);
const texts = [
  "an agent trying to connect",
  "Connection terminated, timeout exceeded when trying to connect",
];

test.each([
  ["a lost connection with a listed code", lost("ECONNRESET"), [true, false, true, false]],
  ["one that no list has", lost("EPROTO"), [false, false, true, false]],
  ["a constraint", rejected("23514"), [false, true, false, false]],
  ["a server that shuts down", rejected("57P01"), [true, false, true, false]],
  ["a password that is wrong", rejected("28P01"), [true, false, true, true]],
  [
    "no server at the address",
    lost("ECONNREFUSED", { syscall: "connect" }),
    [true, false, true, true],
  ],
  [
    "no free connection",
    new Error("timeout exceeded when trying to connect"),
    [true, false, true, true],
  ],
] as const)("%s → unavailable, rejected, result unknown, never sent", (_, cause, expected) => {
  for (const value of ["a value", ...texts]) {
    const error = query(cause, value);
    const found = [isDatabaseUnavailable, isRejection, isResultUnknown, wasNeverSent].map((is) =>
      is(error),
    );
    expect(found, value).toEqual(expected);
  }
});

test("any other error → none of them", () => {
  const fault = new TypeError("x is not a function");
  for (const is of [isDatabaseUnavailable, isRejection, isResultUnknown, wasNeverSent]) {
    expect(is(fault)).toBe(false);
  }
});

/** As node-postgres throws it, without a query around it. */
const marked = (error: Error) => {
  markConnectionError(error);
  return error;
};

test.each([
  ["a connection of ours", marked(lost("ECONNRESET")), true],
  ["what is around one", new Error("x", { cause: marked(lost("EPIPE")) }), true],
  ["each address of a name", marked(new AggregateError([lost("ECONNREFUSED")])), true],
  ["a server that starts up", rejected("57P03"), true],
  ["a client that hangs up amid its body", lost("ECONNRESET"), false],
  ["Stripe out of reach", new Error("x", { cause: lost("ECONNREFUSED") }), false],
  ["a mail server that doesn't respond", new Error("Connection timeout"), false],
  ["the addresses of a webhook's receiver", new AggregateError([lost("ETIMEDOUT")]), false],
])("isDatabaseUnavailable: %s", (_, error, expected) => {
  expect(isDatabaseUnavailable(error)).toBe(expected);
});

test("wasNeverSent: no server at an address that isn't the database's → false", () => {
  const noServer = () => lost("ECONNREFUSED", { syscall: "connect" });
  expect([wasNeverSent(noServer()), wasNeverSent(marked(noServer()))]).toEqual([false, true]);
});

test.each(["127.0.0.1", "localhost"])(
  "isDatabaseUnavailable: a pool with nothing at %s → true, of a connection as of a query",
  async (host) => {
    const { pool } = connect(`postgres://nobody@${host}:9/none`);
    for (const attempt of [() => pool.connect(), () => pool.query("select 1")]) {
      const error = await attempt().catch((reason: unknown) => reason);
      expect([isDatabaseUnavailable(error), wasNeverSent(error)]).toEqual([true, true]);
    }
    await pool.end();
  },
);
