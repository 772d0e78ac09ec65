import type { Database } from "@/db/client";
import { explainProblem } from "@/db/connection-problem";
import { database } from "./database";
import { type DatabaseState, databaseState } from "./database-state";
import { env } from "./env";
import { log } from "./log";

const NO_POOLER_URL =
  "DATABASE_URL leads to a pooler that drops our time limits: set DATABASE_DIRECT_URL to the same database past it, or jobs wait up to 2 s for their turn. See README.md, “Settings”.";
const NO_TIME_LIMIT =
  "Behind the pooler, statements outside of transactions have no time limit at the database. README.md, “Behind a pooler”, says how to set one.";
const FEW_CONNECTIONS =
  "With this process's DATABASE_POOL_SIZE the database may run out of connections. README.md, “Connections”, has the sum.";

/** Logs, once at the start of a process, what is wrong with its database and what to do about it. */
export async function reportDatabase(db: Database = database()): Promise<void> {
  const state = await databaseState(db);
  if (state !== "ok") {
    log().error({ database: state, advice: explain(state) }, "database.not_usable");
    return;
  }
  await warnOfSettings(db).catch((error: unknown) => {
    log().warn({ err: error }, "database.settings_not_checked");
  });
}

function explain(state: Exclude<DatabaseState, "ok">): string {
  if (state === "not migrated") return "Its tables are missing or older: run npm run db:migrate.";
  if (state === "error") return "A query for its tables fails: see GET /api/health and its log.";
  return explainProblem(state);
}

/** Settings that let a database work, and work badly. */
async function warnOfSettings(db: Database): Promise<void> {
  const { DATABASE_DIRECT_URL, DATABASE_POOL_SIZE } = env();
  const { rows } = await db.execute<{ limit: string; usable: number; used: number }>(
    `select current_setting('statement_timeout') as limit,
       current_setting('max_connections')::int
         - current_setting('superuser_reserved_connections')::int as usable,
       (select sum(numbackends)::int from pg_stat_database) as used`,
  );
  const [found] = rows;
  if (!found) return;
  const hasNoLimit = found.limit === "0";
  if (DATABASE_DIRECT_URL) {
    if (hasNoLimit) log().warn({ advice: NO_TIME_LIMIT }, "database.no_time_limit");
    return;
  }
  if (hasNoLimit) log().warn({ advice: NO_POOLER_URL }, "database.pooler_without_direct_url");
  const { usable, used } = found;
  if (used + DATABASE_POOL_SIZE <= usable) return;
  const counts = { usable, used, pool_size: DATABASE_POOL_SIZE };
  log().warn({ ...counts, advice: FEW_CONNECTIONS }, "database.few_connections");
}
