import pg from "pg";

const MOST = 25;

/** What has PostgreSQL count what every statement takes, those within functions too. */
export const countStatements = {
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track": "all",
  "pg_stat_statements.track_planning": "on",
};

/** Changes settings of PostgreSQL's that count from its next start on. */
export async function setForNextStart(
  adminUrl: string,
  settings: Record<string, string>,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Each statement by itself: together they would be a transaction.
    for (const [name, value] of Object.entries(settings)) {
      await client.query(`alter system set ${name} = '${value}'`);
    }
  } finally {
    await client.end();
  }
}

export const forgetStatements = (pool: pg.Pool) =>
  pool.query(
    "create extension if not exists pg_stat_statements; select pg_stat_statements_reset()",
  );

/** The statements that took most since, with their milliseconds of work and of planning. */
export async function statementTimes(pool: pg.Pool) {
  const { rows } = await pool.query<{ calls: number; ms: number; text: string }>(
    `select calls::int as calls, total_exec_time + total_plan_time as ms,
       case when toplevel then '' else '  in a function: ' end || regexp_replace(query, '\\s+', ' ', 'g') as text
     from pg_stat_statements order by 2 desc limit ${MOST}`,
  );
  return rows;
}
