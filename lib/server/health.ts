import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/db/client";
import { type DatabaseState, databaseState } from "@/lib/core/database-state";
import { env, isEmbedded } from "@/lib/core/env";
import { release } from "@/lib/core/release";
import { isDraining } from "@/lib/http/drain";
import { countPools } from "@/lib/queue/heartbeat";
import { readPendingJobs } from "@/lib/queue/pending-jobs";
import { type PoolName, poolNames } from "@/lib/queue/pools";
import { workerPools } from "@/lib/worker/worker-pools";

type PartState = "ok" | "away" | "not running";
const SANDBOX_TIMEOUT_MS = 2_000;
/** A database that accepts connections and never responds counts as unavailable. */
const DATABASE_TIMEOUT_MS = 3_000;

interface PoolHealth {
  /** `overdue`: it runs, but its jobs aren't taken. */
  state: "ok" | "not running" | "overdue";
  /** Processes in which it runs. */
  processes: number;
  overdue_jobs: number;
  oldest_due_seconds: number;
}
type Pools = Record<PoolName, PoolHealth>;
interface DatabaseHealth {
  database: DatabaseState;
  worker: PartState;
  worker_pools?: Pools;
}

/** The state of each part that purchases need. Responds within 5 s. */
export async function checkHealth(db: Database) {
  const [fromDatabase, stripe] = await Promise.all([databaseHealth(db), stripeState()]);
  const { database, worker, worker_pools } = fromDatabase;
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
 * Whether this process can serve requests: it isn't about to end, and its database can be used. Workers don't count:
 * purchases can be made without them. Responds within 4 s.
 */
export async function checkReadiness(db: Database) {
  if (isDraining()) return { status: "draining" as const };
  const database = await readiness(db);
  return { status: database === "ok" ? ("ready" as const) : ("unavailable" as const), database };
}

/** Concurrent callers share one read. While the database doesn't respond, each read would hold a connection. */
function shareConcurrent<T>(read: (db: Database) => Promise<T>, unreachable: T) {
  const reading = new WeakMap<Database, Promise<T>>();
  return (db: Database): Promise<T> => {
    const current = reading.get(db) ?? read(db).finally(() => reading.delete(db));
    reading.set(db, current);
    return Promise.race([current, sleep(DATABASE_TIMEOUT_MS, unreachable, { ref: false })]);
  };
}

const databaseHealth = shareConcurrent<DatabaseHealth>(readDatabase, {
  database: "away",
  worker: "away",
});
const readiness = shareConcurrent<DatabaseState>(databaseState, "away");

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
  // Jobs of a newer release's tasks wait for its workers. They must not make this process unhealthy.
  const tasks = workerPools().flatMap(({ taskList }) => Object.keys(taskList));
  const [running, pending] = await Promise.all([countPools(db), readPendingJobs(db, tasks)]);
  const of = (pool: PoolName): PoolHealth => {
    const [processes, { overdue, oldestSeconds }] = [running[pool], pending[pool]];
    const state = processes === 0 ? "not running" : overdue > 0 ? "overdue" : "ok";
    return { state, processes, overdue_jobs: overdue, oldest_due_seconds: oldestSeconds };
  };
  return { payments: of("payments"), webhooks: of("webhooks"), emails: of("emails") };
}

/** The state of the Stripe sandbox. The real Stripe isn't called: its outage must not take the app out of service. */
async function stripeState(): Promise<{ mode: "sandbox" | "test" | "live"; state?: PartState }> {
  const { STRIPE_API_BASE, livemode } = env();
  if (!isEmbedded() || !STRIPE_API_BASE) return { mode: livemode ? "live" : "test" };
  const signal = AbortSignal.timeout(SANDBOX_TIMEOUT_MS);
  const up = await fetch(new URL("/health", STRIPE_API_BASE), { signal }).then(
    (response) => response.ok,
    () => false,
  );
  return { mode: "sandbox", state: up ? "ok" : "away" };
}
