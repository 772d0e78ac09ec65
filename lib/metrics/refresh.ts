import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAway } from "@/db/errors";
import type { Context } from "@/lib/context";
import { connection } from "@/lib/database";
import { release } from "@/lib/release";
import { readBusiness } from "./business";
import { readLedger } from "./ledger";
import { readNumbers } from "./numbers";
import { readQueue } from "./queue";
import { metrics } from "./registry";
import { readStripe } from "./stripe";

/** Several scrapers, or an impatient one, cost the database no more than one. */
const FRESH_MS = 5_000;
/** How long a scrape waits for the database: one that doesn't respond is a gauge like another. */
const DATABASE_TIMEOUT_MS = 4_000;

let last: { at: number; done: Promise<void>; isDone: boolean } | undefined;

/** Brings the gauges up to date: the pool's always, the database's when they are older than 5 s. */
export async function refreshGauges(ctx: Context): Promise<void> {
  const { pool, buildInfo } = metrics();
  buildInfo.set({ release: release(), node: process.version }, 1);
  const { totalCount, idleCount, waitingCount, options } = connection().pool;
  pool.set({ state: "open" }, totalCount);
  pool.set({ state: "idle" }, idleCount);
  pool.set({ state: "waiting" }, waitingCount);
  pool.set({ state: "limit" }, options.max);
  if (!last || (last.isDone && Date.now() - last.at > FRESH_MS)) last = begin(ctx);
  const { done } = last;
  const isLate = sleep(DATABASE_TIMEOUT_MS, true, { ref: false });
  if (await Promise.race([done.then(() => false), isLate])) metrics().databaseUp.set(0);
}

function begin(ctx: Context) {
  const reading = { at: Date.now(), done: readAll(ctx), isDone: false };
  const end = () => {
    reading.isDone = true;
  };
  reading.done.then(end, end);
  return reading;
}

/** A database that is away is a gauge like another: the process's own metrics are still told. */
async function readAll(ctx: Context): Promise<void> {
  const { databaseUp } = metrics();
  try {
    await Promise.all([
      readQueue(ctx.db),
      readBusiness(ctx.db),
      readLedger(ctx.db),
      readNumbers(ctx.db),
      readStripe(ctx.db),
    ]);
    databaseUp.set(1);
  } catch (error) {
    databaseUp.set(0);
    last = undefined;
    if (!isDatabaseAway(error)) throw error;
    ctx.log.warn({ err: error }, "metrics without the database");
  }
}

/** Forgets what was read, for tests. */
export const forgetGauges = () => {
  last = undefined;
};
