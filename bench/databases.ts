import { join } from "node:path";
import pg from "pg";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { type Postgres, startPostgres } from "@/sandbox/postgres/start";
import { fillMillion } from "@/testing/database/million/rows";
import { FEW_ROWS } from "./options";
import { countStatements, setForNextStart } from "./profile/statements";

/** The product's tables with few rows, and with many. */
export type Size = "small" | "large";

/**
 * A PostgreSQL of the bench's own, started as in the embedded stack, that records when a transaction is
 * committed; or one that counts its statements too.
 */
export async function startDatabases(dir: string, counts = false): Promise<Postgres> {
  const start = () =>
    startPostgres({ dataDir: join(dir, "postgres"), log: join(dir, "postgres.log") });
  const started = await start();
  await setForNextStart(started.adminUrl, {
    track_commit_timestamp: "on",
    ...(counts && countStatements),
  });
  await started.stop();
  return start();
}

/** Creates one database: migrated, with the demo catalog and this many accounts and purchases. */
export async function makeDatabase(adminUrl: string, url: string, rows: number): Promise<void> {
  await asAdmin(adminUrl, `create database ${new URL(url).pathname.slice(1)}`);
  await migrate(url);
  await seedDemo(url);
  await fillMillion(url, rows);
  await asAdmin(url, pastTheFilled(rows));
  // The rows are on disk before anything is measured.
  await asAdmin(url, "checkpoint");
}

export const rowsOf = (size: Size, many: number) => (size === "small" ? FEW_ROWS : many);

/** Moves the sequences past the filled rows. */
const pastTheFilled = (rows: number) => {
  const next = { customers: "id", purchases: "id", challenges: "id", audit_log: "id" };
  const sequences = Object.entries(next).map(
    ([table, column]) => `setval(pg_get_serial_sequence('${table}', '${column}'), ${rows + 2_000})`,
  );
  const orders = `setval('finance_operations_order_no_seq', ${rows + 5_001_000})`;
  // The filled purchases have account logins from 10,000,000.
  const logins = `setval('challenge_logins', ${rows + 10_001_000})`;
  const receipts = `setval('receipt_numbers', ${rows})`;
  return `select ${[...sequences, orders, logins, receipts].join(", ")}`;
};

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
