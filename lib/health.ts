import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { isDatabaseAway } from "@/db/errors";
import { migrationCount } from "@/db/migration-count";
import { env, isEmbedded } from "./env";
import { isAnyRunnerAlive } from "./jobs/heartbeat";

type Part = "ok" | "away" | "not migrated" | "not running";
const SANDBOX_TIMEOUT_MS = 2_000;

/** Whether the parts that a purchase needs are there, each by itself. */
export async function checkHealth(db: Database) {
  const [database, stripe] = await Promise.all([databaseState(db), stripeState()]);
  const worker: Part = database === "ok" ? await workerState(db) : "away";
  const ok = database === "ok" && worker === "ok" && (stripe.state ?? "ok") === "ok";
  return { status: ok ? "ok" : "unavailable", database, worker, stripe };
}

async function databaseState(db: Database): Promise<Part> {
  try {
    const { rows } = await db.execute<{ applied: string }>(
      sql`select count(*) as applied from drizzle.__drizzle_migrations`,
    );
    return Number(rows[0]?.applied) >= migrationCount ? "ok" : "not migrated";
  } catch (error) {
    return isDatabaseAway(error) ? "away" : "not migrated";
  }
}

const workerState = (db: Database): Promise<Part> =>
  isAnyRunnerAlive(db).then(
    (alive) => (alive ? "ok" : "not running"),
    () => "away" as const,
  );

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
