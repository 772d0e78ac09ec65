import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { isDatabaseAway } from "@/db/errors";
import { migrate } from "@/db/migrate";
import { PreparingClient } from "@/db/prepare";
import { seedDemo } from "@/db/seed";
import { startPostgres } from "@/sandbox/postgres/start";
import { connectFaults, type Fault, type Faults } from "@/testing/database-faults";
import { overlap, within } from "./clock";

const NAME = "propdesk";
const READ_ONLY_MS = 9_000;
const PATIENCE_MS = 180_000;
// After a fault a worker frees the jobs of others once its own beats have been steady for so long.
const STEADY_MS = 2_000;

/** How PostgreSQL ends: `pg_ctl stop -m immediate`, or its first process killed. */
export type Crash = "immediate" | "killed";
export type Row = Record<string, unknown>;
/** Runs a query that only reads. */
export type Query = (text: string, values?: unknown[]) => Promise<Row[]>;
export type Database = Awaited<ReturnType<typeof startDatabase>>;

/** A PostgreSQL of the soak's own with the product's tables and the demo catalog in it. */
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
  const away: { from: number; to: number }[] = [];

  /** Does something during which the database counts as unreachable. */
  async function unreachable(work: () => Promise<unknown>): Promise<void> {
    const span = { from: Date.now(), to: Number.POSITIVE_INFINITY };
    away.push(span);
    await work();
    span.to = Date.now() + STEADY_MS;
  }
  let turn: Promise<unknown> = Promise.resolve();
  /** One disturbance after another: a fault needs a server that a crash would end. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  }
  /** Over a connection of its own: a restart ends it. */
  async function withFaults(work: (faults: Faults) => Promise<unknown>): Promise<void> {
    const faults = await connectFaults(server.adminUrl, NAME);
    await unreachable(() => work(faults)).finally(faults.stop);
  }

  /** Asked again while the database is away. */
  async function query(text: string, values: unknown[] = []): Promise<Row[]> {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
      try {
        return (await pool.query<Row>(text, values)).rows;
      } catch (error) {
        if (!isDatabaseAway(error) || Date.now() > end) throw error;
      }
    }
  }

  return {
    url,
    query,
    /** Ends the server without warning; it is back, on the same port and data, a while later. */
    crash: (how: Crash, pauseMs: number) =>
      inTurn(() =>
        unreachable(async () => {
          if (how === "killed") server.kill();
          else process.kill(server.pid, "SIGQUIT");
          await server.exited;
          await sleep(pauseMs);
          server = await startPostgres({ ...options, port: server.port });
          await within(
            PATIENCE_MS,
            () =>
              pool.query("select").then(
                () => true,
                () => false,
              ),
            20,
          );
        }),
      ),
    /** Disturbs it without ending it. */
    disturb: (fault: Fault) => inTurn(() => withFaults((faults) => faults.disturb(fault))),
    /** Takes no writes while this goes on. */
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
    /** For how many milliseconds between two times it was away. */
    awayMs: (from: number, to: number) => overlap(away, from, to),
    async stop(): Promise<void> {
      await pool.end().catch(() => {});
      await server.stop();
    },
  };
}
