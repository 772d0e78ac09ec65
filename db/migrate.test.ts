import { spawnSync } from "node:child_process";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { explainFailure, migrate } from "./migrate";

const url = process.env.DATABASE_URL ?? "";
/** The lock that earlier releases take, for their session. */
const OLD_LOCK = 7_305_842_291;

const withUrl = (change: { password?: string; pathname?: string }): string =>
  Object.assign(new URL(url), change).href;

/** Runs `work` while the last migration counts as not applied. */
async function withoutLast(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query(
    `delete from drizzle.__drizzle_migrations
     where created_at = (select max(created_at) from drizzle.__drizzle_migrations) returning hash, created_at`,
  );
  try {
    await work();
  } finally {
    const [{ hash, created_at }] = rows;
    await client.query(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)",
      [hash, created_at],
    );
  }
}

/** Has each statement of a migration fail with `message`, a SQL expression, while `work` runs. */
async function withFailingDdl(client: pg.Client, message: string, work: () => Promise<void>) {
  await client.query(
    `create function fail_ddl() returns event_trigger language plpgsql as $$ begin
       -- Except those that look for drizzle's own table.
       if current_query() like '%drizzle%' then return; end if;
       raise exception '%', ${message};
     end $$`,
  );
  await client.query(
    "create event trigger fail_ddl on ddl_command_start execute function fail_ddl()",
  );
  try {
    await work();
  } finally {
    await client.query("drop event trigger fail_ddl");
    await client.query("drop function fail_ddl()");
  }
}

test("migrate: another release holds the lock → prints the backend that it waits for, then continues", async () => {
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
    await withFailingDdl(client, "'the limit is ' || current_setting('statement_timeout')", () =>
      withoutLast(client, async () => {
        const error: unknown = await migrate(url).catch((e) => e);
        expect(explainFailure(error)).toContain("was not applied: the limit is 0");
      }),
    );
  } finally {
    await limit("default");
    await client.end();
  }
});

test("migrate: a file that can't be applied → its name and the reason, without a stack; applied by the next run", async () => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await withFailingDdl(client, "'out of order'", () =>
      withoutLast(client, async () => {
        for (const _ of ["the first time", "again"]) {
          const said: string[] = [];
          const error: unknown = await migrate(url, (line) => said.push(line)).catch((e) => e);
          expect(said).toEqual([expect.stringMatching(/^applying \d{4}_\w+$/)]);
          const tag = said[0]?.slice("applying ".length);
          expect(explainFailure(error)).toMatch(
            new RegExp(`^${tag} was not applied: out of order`),
          );
        }
      }),
    );
  } finally {
    await client.end();
  }
});

test.each([
  ["a wrong password", withUrl({ password: "wrong" }), /rejects the user or password/],
  ["an unknown database", withUrl({ pathname: "/none" }), /no database with the name/],
  ["TLS that the server doesn't have", `${url}?sslmode=verify-full`, /^TLS to the database failed/],
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
    // DATABASE_DIRECT_URL is used before a pooler's URL.
    env: { ...process.env, DATABASE_URL: "postgres://me@127.0.0.1:9/pooler", DATABASE_DIRECT_URL },
  });
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^The database rejects the user or password[^\n]*\n$/);
});
