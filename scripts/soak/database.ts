import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { isDatabaseUnavailable } from "@/db/errors";
import { migrate } from "@/db/migrate";
import { PreparingClient } from "@/db/preparing-client";
import { seedDemo } from "@/db/seed";
import { startPostgres } from "@/sandbox/postgres/start";
import { connectFaults, type Fault, type Faults } from "@/testing/faults/database-faults";
import { overlap, within } from "./clock";

const NAME = "propdesk";
const READ_ONLY_MS = 9_000;
const TIMEOUT_MS = 180_000;
// After a fault, a worker unlocks the jobs of others only once its own heartbeats have been regular for this long.
const STEADY_MS = 2_000;

/** How PostgreSQL is ended: by `pg_ctl stop -m immediate`, or by killing its postmaster. */
export type Crash = "immediate" | "killed";
export type Row = Record<string, unknown>;
/** Runs a read-only query. */
export type Query = (text: string, values?: unknown[]) => Promise<Row[]>;
export type Database = Awaited<ReturnType<typeof startDatabase>>;

/** Starts a PostgreSQL for the soak, with the product's tables and the demo catalog. */
export async function startDatabase(dir: string) {
  const options = { dataDir: join(dir, "postgres"), log: join(dir, "postgres.log") };
  let server = await startPostgres(options);
  const url = server.url(NAME);
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query(`create database ${NAME}`);
  await admin.end();
  await migrate(url);
  await seedDemo(url);

  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 10_000,
  });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const outages: { from: number; to: number }[] = [];

  /** Runs `work`, and counts its time as an outage of the database. */
  async function duringOutage(work: () => Promise<unknown>): Promise<void> {
    const span = { from: Date.now(), to: Number.POSITIVE_INFINITY };
    outages.push(span);
    await work();
    span.to = Date.now() + STEADY_MS;
  }
  let previous: Promise<unknown> = Promise.resolve();
  /** Causes one fault after another: a fault needs a running server, and a crash would end it. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const next = previous.then(work);
    previous = next.catch(() => undefined);
    return next;
  }
  /** Opens a connection for `work` alone, since a restart ends it. */
  async function withFaults(work: (faults: Faults) => Promise<unknown>): Promise<void> {
    const faults = await connectFaults(server.adminUrl, NAME);
    await duringOutage(() => work(faults)).finally(faults.stop);
  }

  /** Runs a query, and repeats it while the database is unavailable. */
  async function query(text: string, values: unknown[] = []): Promise<Row[]> {
    for (const end = Date.now() + TIMEOUT_MS; ; await sleep(100)) {
      try {
        return (await pool.query<Row>(text, values)).rows;
      } catch (error) {
        if (!isDatabaseUnavailable(error) || Date.now() > end) throw error;
      }
    }
  }

  return {
    url,
    query,
    /** Ends the server without warning, and starts it again `pauseMs` later on the same port and data. */
    crash: (how: Crash, pauseMs: number) =>
      inTurn(() =>
        duringOutage(async () => {
          if (how === "killed") server.kill();
          else process.kill(server.pid, "SIGQUIT");
          await server.exited;
          await sleep(pauseMs);
          server = await startPostgres({ ...options, port: server.port });
          await within(
            TIMEOUT_MS,
            () =>
              pool.query("select").then(
                () => true,
                () => false,
              ),
            20,
          );
        }),
      ),
    /** Causes a fault that doesn't end the server. */
    disturb: (fault: Fault) => inTurn(() => withFaults((faults) => faults.disturb(fault))),
    /** Makes the database read-only for the first seconds of `work`. */
    whileReadOnly: (work: () => Promise<unknown>) =>
      inTurn(() =>
        withFaults(async (faults) => {
          await faults.setReadOnly(true);
          const working = work();
          await sleep(READ_ONLY_MS);
          await faults.setReadOnly(false);
          await working;
        }),
      ),
    /** How many milliseconds between two times the database was unavailable. */
    outageMs: (from: number, to: number) => overlap(outages, from, to),
    async stop(): Promise<void> {
      await pool.end().catch(() => {});
      await server.stop();
    },
  };
}
