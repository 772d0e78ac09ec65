import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { connect } from "@/db/client";
import { connectionProblem } from "@/db/connection-problem";
import { sql } from "@/testing/database/sql";
import { databaseState } from "./database-state";

const url = new URL(process.env.DATABASE_URL ?? "");
const stranger = `stranger_${randomBytes(6).toString("hex")}`;
afterAll(() => sql(`drop role if exists ${stranger}`));

async function stateOf(
  change: Partial<Pick<URL, "username" | "password" | "pathname" | "port" | "search">>,
) {
  const changed = Object.assign(new URL(url), change);
  const { pool, db } = connect(changed.href, 1);
  try {
    return await databaseState(db);
  } finally {
    await pool.end();
  }
}

test.each([
  ["a migrated database", {}, "ok"],
  ["an empty one", { pathname: "/postgres" }, "not migrated"],
  ["a wrong password", { password: "wrong" }, "login rejected"],
  ["an unknown user", { username: "nobody" }, "login rejected"],
  ["an unknown database", { pathname: "/none" }, "no such database"],
  ["TLS that the server doesn't have", { search: "?sslmode=verify-full" }, "tls rejected"],
  [
    "a root certificate that isn't there",
    { search: "?sslmode=verify-full&sslrootcert=/none" },
    "tls rejected",
  ],
  ["a port without a server", { port: "9" }, "away"],
] as const)("databaseState: %s → its own word", async (_, change, state) => {
  expect(await stateOf(change)).toBe(state);
});

test("databaseState: a user without permissions → permission denied", async () => {
  await sql(`create role ${stranger} login password 'known'`);
  expect(await stateOf({ username: stranger, password: "known" })).toBe("permission denied");
});

const withCode = (message: string, code: string) =>
  Object.assign(new pg.DatabaseError(message, 1, "error"), { code });

test.each([
  [withCode("unsupported startup parameter: statement_timeout", "08P01"), "pooler rejected"],
  [withCode('prepared statement "x" does not exist', "26000"), "pooler rejected"],
  [withCode("SASL authentication failed", "08P01"), "login rejected"],
  [withCode('database "x" does not exist', "08P01"), "no such database"],
  [withCode("server login failed", "08P01"), "away"],
  [withCode('no pg_hba.conf entry for host "x", user "y", no encryption', "28000"), "tls rejected"],
  [Object.assign(new Error("no"), { code: "SELF_SIGNED_CERT_IN_CHAIN" }), "tls rejected"],
  [withCode("violates unique constraint", "23505"), undefined],
])("connectionProblem: %s → %s", (error, problem) => {
  expect(connectionProblem(new Error("a query", { cause: error }))).toBe(problem);
});
