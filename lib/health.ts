import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/db/client";
import { type DatabaseState, databaseState } from "./database-state";
import { env, isEmbedded } from "./env";
import { isDraining } from "./http/drain";
import { countPools } from "./jobs/heartbeat";
import { lanes } from "./jobs/lanes";
import { readDueJobs } from "./jobs/overdue";
import { type PoolName, poolNames } from "./jobs/pools";
import { release } from "./release";

type Part = "ok" | "away" | "not running";
const SANDBOX_TIMEOUT_MS = 2_000;
/** A database that takes connections and answers nothing is unreachable too. */
const DATABASE_TIMEOUT_MS = 3_000;

interface PoolHealth {
  /** `overdue`: it runs, or seems to, and its jobs wait. */
  state: "ok" | "not running" | "overdue";
  /** Processes in which it runs. */
  processes: number;
  overdue_jobs: number;
  oldest_due_seconds: number;
}
type Pools = Record<PoolName, PoolHealth>;
interface DatabaseHealth {
  database: DatabaseState;
  worker: Part;
  worker_pools?: Pools;
}

/** Whether the parts that a purchase needs are there, each by itself. Responds within 5 s. */
export async function checkHealth(db: Database) {
  const [own, stripe] = await Promise.all([databaseHealth(db), stripeState()]);
  const { database, worker, worker_pools } = own;
  const isBehind = worker_pools?.payments.state === "overdue";
  const stripeOk = (stripe.state ?? "ok") === "ok";
  const ok = database === "ok" && worker === "ok" && !isBehind && stripeOk;
  return {
    status: ok ? "ok" : "unavailable",
    release: release(),
    database,
    worker,
    ...(worker_pools && { worker_pools }),
    stripe,
  };
}

/**
 * Whether this process can serve requests: it isn't about to end, and its database can be used. Says nothing of
 * workers: a firm sells without them. Responds within 4 s.
 */
export async function checkReadiness(db: Database) {
  if (isDraining()) return { status: "draining" as const };
  const database = await readiness(db);
  return { status: database === "ok" ? ("ready" as const) : ("unavailable" as const), database };
}

/** Those who ask while a database doesn't respond share one question: each would hold a connection. */
function sharing<T>(read: (db: Database) => Promise<T>, unreachable: T) {
  const reading = new WeakMap<Database, Promise<T>>();
  return (db: Database): Promise<T> => {
    const current = reading.get(db) ?? read(db).finally(() => reading.delete(db));
    reading.set(db, current);
    return Promise.race([current, sleep(DATABASE_TIMEOUT_MS, unreachable, { ref: false })]);
  };
}

const databaseHealth = sharing<DatabaseHealth>(readDatabase, { database: "away", worker: "away" });
const readiness = sharing<DatabaseState>(databaseState, "away");

async function readDatabase(db: Database): Promise<DatabaseHealth> {
  const database = await databaseState(db);
  if (database !== "ok") return { database, worker: "away" };
  try {
    const worker_pools = await readPools(db);
    const isRunning = poolNames.every((pool) => worker_pools[pool].processes > 0);
    return { database, worker: isRunning ? "ok" : "not running", worker_pools };
  } catch {
    return { database, worker: "away" };
  }
}

async function readPools(db: Database): Promise<Pools> {
  // Jobs of a newer release's tasks wait for its workers, and are no reason to stop selling.
  const tasks = lanes().flatMap(({ taskList }) => Object.keys(taskList));
  const [running, due] = await Promise.all([countPools(db), readDueJobs(db, tasks)]);
  const of = (pool: PoolName): PoolHealth => {
    const [processes, { overdue, oldestSeconds }] = [running[pool], due[pool]];
    const state = processes === 0 ? "not running" : overdue > 0 ? "overdue" : "ok";
    return { state, processes, overdue_jobs: overdue, oldest_due_seconds: oldestSeconds };
  };
  return { payments: of("payments"), webhooks: of("webhooks"), emails: of("emails") };
}

/** Real Stripe is not asked: that it is away must not take the app out of service. */
async function stripeState(): Promise<{ mode: "sandbox" | "test" | "live"; state?: Part }> {
  const { STRIPE_API_BASE, livemode } = env();
  if (!isEmbedded() || !STRIPE_API_BASE) return { mode: livemode ? "live" : "test" };
  const signal = AbortSignal.timeout(SANDBOX_TIMEOUT_MS);
  const up = await fetch(new URL("/health", STRIPE_API_BASE), { signal }).then(
    (answer) => answer.ok,
    () => false,
  );
  return { mode: "sandbox", state: up ? "ok" : "away" };
}
