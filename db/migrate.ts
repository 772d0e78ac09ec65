import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import nextEnv from "@next/env";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { PgDialect, type PgSession } from "drizzle-orm/pg-core";
import { Logger, runMigrations as migrateJobs } from "graphile-worker";
import type pg from "pg";
import { connectionProblem, explainProblem } from "./connection-problem";
import { directUrl } from "./direct-url";
import { MarkedClient } from "./marked-client";
import { holdingMigrationLock } from "./migration-lock";
import journal from "./migrations/meta/_journal.json";

const functionsFolder = new URL("./functions/", import.meta.url);
const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** Called with a line about what the migration does or waits for. */
export type Say = (line: string) => void;

/** A failed migration: nothing of it was applied; those before it were. */
export class MigrationError extends Error {
  constructor(tag: string, cause: unknown) {
    const reason = rootOf(cause);
    const advice = isLockTimeout(reason)
      ? " A transaction that still runs holds what it changes: run it again, or see pg_stat_activity."
      : "";
    super(`${tag} was not applied: ${messageOf(reason)}.${advice}`, { cause });
    this.name = "MigrationError";
  }
}

/**
 * Migrates the product's tables and the job queue's to this release; one process at a time.
 *
 * @param databaseUrl a direct URL, not a pooler's.
 * @throws MigrationError for a file that fails; else what the connection threw.
 */
export async function migrate(databaseUrl: string, say: Say = () => {}): Promise<void> {
  await holdingMigrationLock(databaseUrl, say, async () => {
    await migrateJobs({ connectionString: databaseUrl, logger: silent });
    const client = new MarkedClient({ connectionString: databaseUrl });
    client.on("error", () => {});
    await client.connect();
    try {
      await applyOneByOne(client, say);
    } finally {
      await client.end();
    }
  });
}

const silent = new Logger(() => () => {});

/**
 * One transaction for each file: its locks are released before the next one, so that the release that still runs
 * waits for the longest of them and not for all. (drizzle's own `migrate` has one transaction for all.)
 */
async function applyOneByOne(client: pg.Client, say: Say): Promise<void> {
  // The same session: only the schema's type differs, which a migration doesn't use.
  const session = drizzle(client)._.session as unknown as PgSession;
  const apply = (files: MigrationMeta[]) =>
    new PgDialect().migrate(files, session, { migrationsFolder });
  // Creates drizzle's own table if it is missing.
  await apply([]);
  const { rows } = await client.query<{ last: string | null }>(
    "select max(created_at) as last from drizzle.__drizzle_migrations",
  );
  const last = Number(rows[0]?.last ?? 0);
  for (const file of readMigrationFiles({ migrationsFolder })) {
    if (file.folderMillis <= last) continue;
    const tag = journal.entries.find(({ when }) => when === file.folderMillis)?.tag ?? file.hash;
    say(`applying ${tag}`);
    // The time limit of a role or a database is for the product's statements.
    const unlimited = {
      ...file,
      sql: ["set local statement_timeout = 0", ...file.sql.map(withFunctions)],
    };
    await apply([unlimited]).catch((error: unknown) => {
      throw new MigrationError(tag, error);
    });
  }
}

/** A migration's line `-- load functions/NAME.sql`, of the function as this release has it. */
export const LOADS_FUNCTION = /^-- load functions\/(\w+\.sql) ([0-9a-f]{64})$/gm;

/** A migration's statements, with its functions in place of the lines that load them. */
const withFunctions = (statement: string): string =>
  statement.replaceAll(LOADS_FUNCTION, (_, name: string) =>
    readFileSync(new URL(name, functionsFolder), "utf8"),
  );

function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  return root;
}
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const isLockTimeout = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "55P03";

/** Why a migration failed, as a sentence for an operator. */
export function explainFailure(error: unknown): string {
  const problem = connectionProblem(error);
  const message = messageOf(error instanceof MigrationError ? error : rootOf(error));
  return problem ? `${explainProblem(problem)} (${message})` : message;
}

async function main(): Promise<void> {
  nextEnv.loadEnvConfig(process.cwd());
  const url = directUrl(process.env);
  if (!url) throw new Error("DATABASE_URL is not set: there is no database to migrate.");
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Error("The database's URL must start with postgres://.");
  }
  await migrate(url, (line) => console.log(line));
  console.log("The database is up to date.");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error: unknown) => {
    console.error(explainFailure(error));
    process.exit(1);
  });
}
