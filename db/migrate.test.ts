import { spawnSync } from "node:child_process";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { explainFailure, migrate } from "./migrate";

const url = process.env.DATABASE_URL ?? "";
/** The lock that releases before this one take, for their session. */
const OLD_LOCK = 7_305_842_291;

const withUrl = (change: { password?: string; pathname?: string }): string =>
  Object.assign(new URL(url), change).href;

/** Makes the last migration one that is still to be applied. */
const forgetLast = (client: pg.Client) =>
  client.query(
    "delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)",
  );

test("migrate: another release holds the lock → says which backend it waits for, then goes on", async () => {
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  try {
    await other.query("select pg_advisory_lock($1)", [OLD_LOCK]);
    const { rows } = await other.query("select pg_backend_pid() as pid");
    const said: string[] = [];
    let isDone = false;
    const migrating = migrate(url, (line) => said.push(line)).then(() => {
      isDone = true;
    });
    await vi.waitFor(() => expect(said).toHaveLength(1), { timeout: 20_000 });
    expect(said[0]).toContain(`waiting for another migration: backend ${rows[0].pid} `);
    expect(isDone).toBe(false);
    await other.query("select pg_advisory_unlock($1)", [OLD_LOCK]);
    await migrating;
  } finally {
    await other.end();
  }
});

test("migrate: the role has a statement_timeout → none for a migration's statements", async () => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const limit = (value: string) =>
    client.query(`do $$ begin
      execute format('alter database %I set statement_timeout = ${value}', current_database());
    end $$`);
  try {
    await limit("30000");
    await client.query(
      `create function report_timeout() returns event_trigger language plpgsql as $$ begin
         -- Those that look for drizzle's own table.
         if tg_tag in ('CREATE SCHEMA', 'CREATE TABLE') then return; end if;
         raise exception 'the limit is %', current_setting('statement_timeout');
       end $$`,
    );
    await client.query(
      "create event trigger report_timeout on ddl_command_start execute function report_timeout()",
    );
    await forgetLast(client);
    const error: unknown = await migrate(url).catch((e) => e);
    expect(explainFailure(error)).toContain("was not applied: the limit is 0");
  } finally {
    await limit("default");
    await client.query("drop event trigger if exists report_timeout");
    await client.end();
  }
});

test("migrate: a file that can't be applied → its name and why, without a stack; it is tried again", async () => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await forgetLast(client);
  } finally {
    await client.end();
  }
  const said: string[] = [];
  const error: unknown = await migrate(url, (line) => said.push(line)).catch((e) => e);
  expect(said).toEqual([expect.stringMatching(/^applying \d{4}_\w+$/)]);
  const tag = said[0]?.slice("applying ".length);
  expect(explainFailure(error)).toMatch(new RegExp(`^${tag} was not applied: .*already exists`));
});

test.each([
  ["a wrong password", withUrl({ password: "wrong" }), /rejects the user or the password/],
  ["an unknown database", withUrl({ pathname: "/none" }), /no database of the name/],
  ["TLS that the server doesn't have", `${url}?sslmode=verify-full`, /^TLS to the database fails/],
  ["a certificate that isn't there", `${url}?sslmode=verify-full&sslrootcert=/none.pem`, /^TLS/],
  ["a port without a server", "postgres://me@127.0.0.1:9/x", /can't be reached/],
])("migrate: %s → one sentence", async (_, bad, sentence) => {
  const error: unknown = await migrate(bad).catch((e) => e);
  expect(explainFailure(error)).toMatch(sentence);
});

test("npm run db:migrate: a wrong password → the sentence alone on stderr, exit code 1", () => {
  const DATABASE_DIRECT_URL = withUrl({ password: "wrong" });
  const { status, stderr, stdout } = spawnSync("npx", ["tsx", "db/migrate.ts"], {
    encoding: "utf8",
    // Its own address comes before a pooler's.
    env: { ...process.env, DATABASE_URL: "postgres://me@127.0.0.1:9/pooler", DATABASE_DIRECT_URL },
  });
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^The database rejects the user or the password[^\n]*\n$/);
});
