import { fileURLToPath } from "node:url";
import nextEnv from "@next/env";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { PgDialect, type PgSession } from "drizzle-orm/pg-core";
import { runMigrations as migrateJobs } from "graphile-worker";
import pg from "pg";

const folder = fileURLToPath(new URL("./migrations", import.meta.url));
// Any number that nothing else in this database uses for an advisory lock.
const MIGRATION_LOCK = 7_305_842_291;

/** Brings the product's tables and the job queue's up to date; one process at a time. */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrateJobs({ connectionString: databaseUrl });
    await applyOneByOne(drizzle(client));
  } finally {
    await client.end();
  }
}

/**
 * A transaction for each file: what one locks is free again before the next, so that the release that
 * still runs waits for the longest of them and not for all. (drizzle's own `migrate` takes one for all.)
 */
async function applyOneByOne(db: NodePgDatabase): Promise<void> {
  const files = readMigrationFiles({ migrationsFolder: folder });
  // The same session: only the schema's type differs, which a migration has no use for.
  const session = db._.session as unknown as PgSession;
  for (let done = 1; done <= files.length; done++) {
    await new PgDialect().migrate(files.slice(0, done), session, { migrationsFolder: folder });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  nextEnv.loadEnvConfig(process.cwd());
  const url = process.env.DATABASE_URL;
  if (!url) {
    console.error("DATABASE_URL is not set: there is no database to migrate.");
    process.exit(1);
  }
  await migrate(url);
  console.log("The database is up to date.");
}
