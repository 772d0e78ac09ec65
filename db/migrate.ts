import { fileURLToPath } from "node:url";
import nextEnv from "@next/env";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
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
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
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
