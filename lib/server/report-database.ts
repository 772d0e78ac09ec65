import type { Database } from "@/db/client";
import { explainProblem } from "@/db/connection-problem";
import { database, isClosing } from "@/lib/core/database";
import { type DatabaseState, databaseState } from "@/lib/core/database-state";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";

const NO_POOLER_URL =
  "DATABASE_URL points to a pooler that ignores our time limits. Set DATABASE_DIRECT_URL to the same database without the pooler; otherwise jobs may start up to 2 s late. See README.md, “Settings”.";
const NO_TIME_LIMIT =
  "Behind the pooler, statements outside transactions have no time limit at the database. To set one, see README.md, “Behind a pooler”.";
const FEW_CONNECTIONS =
  "With this process's DATABASE_POOL_SIZE the database may run out of connections. See README.md, “Connections”.";

/** Logs what is wrong with the database and how to fix it. Call it once, at the start of a process. */
export async function reportDatabase(db: Database = database()): Promise<void> {
  const state = await databaseState(db);
  if (isClosing()) return;
  if (state !== "ok") {
    log().error({ database: state, advice: explain(state) }, "database.not_usable");
    return;
  }
  await warnOfSettings(db).catch((error: unknown) => {
    if (isClosing()) return;
    log().warn({ err: error }, "database.settings_not_checked");
  });
}

function explain(state: Exclude<DatabaseState, "ok">): string {
  if (state === "not migrated")
    return "Its tables are missing or outdated. Run npm run db:migrate.";
  if (state === "error") return "A query on its tables failed. See GET /api/health and the log.";
  return explainProblem(state);
}

/** Warns of settings with which the database works badly. */
async function warnOfSettings(db: Database): Promise<void> {
  const { DATABASE_DIRECT_URL, DATABASE_POOL_SIZE } = env();
  const { rows } = await db.execute<{ limit: string; usable: number; used: number }>(
    `select current_setting('statement_timeout') as limit,
       current_setting('max_connections')::int
         - current_setting('superuser_reserved_connections')::int as usable,
       (select sum(numbackends)::int from pg_stat_database) as used`,
  );
  const [settings] = rows;
  if (!settings) return;
  const hasNoLimit = settings.limit === "0";
  if (DATABASE_DIRECT_URL) {
    if (hasNoLimit) log().warn({ advice: NO_TIME_LIMIT }, "database.no_time_limit");
    return;
  }
  if (hasNoLimit) log().warn({ advice: NO_POOLER_URL }, "database.pooler_without_direct_url");
  const { usable, used } = settings;
  if (used + DATABASE_POOL_SIZE <= usable) return;
  const counts = { usable, used, pool_size: DATABASE_POOL_SIZE };
  log().warn({ ...counts, advice: FEW_CONNECTIONS }, "database.few_connections");
}
