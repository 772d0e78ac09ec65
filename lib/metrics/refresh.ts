import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/core/context";
import { connection } from "@/lib/core/database";
import { databaseProblem } from "@/lib/core/database-state";
import { metrics } from "@/lib/core/metrics";
import { perProcess } from "@/lib/core/per-process";
import { release } from "@/lib/core/release";
import { readBusiness } from "./business";
import { readEvaluation } from "./evaluation";
import { readLedger } from "./ledger";
import { readNumbers } from "./numbers";
import { readQueue } from "./queue";
import { readStripe } from "./stripe";

/** Values are read from the database at most this often, however many scrapers there are. */
const FRESH_MS = 5_000;
/** How long a scrape waits for the database. */
const DATABASE_TIMEOUT_MS = 4_000;

interface Reading {
  startedAt: number;
  done: Promise<void>;
  isDone: boolean;
}
const gauges = perProcess("gauges", (): { lastRead?: Reading | undefined } => ({}));

/** Refreshes the gauges: those of the process always, those of the database if they are older than 5 s. */
export async function refreshGauges(ctx: Context): Promise<void> {
  const { pool, buildInfo } = metrics();
  buildInfo.set({ release: release(), node: process.version }, 1);
  const { totalCount, idleCount, waitingCount, options } = connection().pool;
  pool.set({ state: "open" }, totalCount);
  pool.set({ state: "idle" }, idleCount);
  pool.set({ state: "waiting" }, waitingCount);
  pool.set({ state: "limit" }, options.max);
  let { lastRead } = gauges();
  if (!lastRead || (lastRead.isDone && Date.now() - lastRead.startedAt > FRESH_MS)) {
    lastRead = startReading(ctx);
    gauges().lastRead = lastRead;
  }
  const { done } = lastRead;
  const isLate = sleep(DATABASE_TIMEOUT_MS, true, { ref: false });
  if (await Promise.race([done.then(() => false), isLate])) metrics().databaseUp.set(0);
}

function startReading(ctx: Context) {
  const reading = { startedAt: Date.now(), done: readAll(ctx), isDone: false };
  const end = () => {
    reading.isDone = true;
  };
  reading.done.then(end, end);
  return reading;
}

/** Doesn't throw if the database can't be used: a gauge says so, and the metrics of the process are still exported. */
async function readAll(ctx: Context): Promise<void> {
  const { databaseUp } = metrics();
  try {
    await Promise.all([
      readQueue(ctx.db),
      readBusiness(ctx.db),
      readEvaluation(ctx.db),
      readLedger(ctx.db),
      readNumbers(ctx.db),
      readStripe(ctx.db),
    ]);
    databaseUp.set(1);
  } catch (error) {
    databaseUp.set(0);
    gauges().lastRead = undefined;
    const problem = databaseProblem(error);
    if (!problem) throw error;
    ctx.log.warn({ err: error, database: problem }, "metrics.database_unavailable");
  }
}

/** Makes the next scrape read from the database, for tests. */
export const resetGauges = () => {
  gauges().lastRead = undefined;
};
