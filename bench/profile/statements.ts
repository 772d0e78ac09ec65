import pg from "pg";

const MOST = 25;

/** Makes PostgreSQL record the time of every statement, also within functions. */
export const countStatements = {
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track": "all",
  "pg_stat_statements.track_planning": "on",
};

/** Changes settings of PostgreSQL that apply from its next start. */
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

export const resetStatements = (pool: pg.Pool) =>
  pool.query(
    "create extension if not exists pg_stat_statements; select pg_stat_statements_reset()",
  );

/** The statements that took most time since then, with their milliseconds of execution and planning. */
export async function statementTimes(pool: pg.Pool) {
  const { rows } = await pool.query<{ calls: number; ms: number; text: string }>(
    `select calls::int as calls, total_exec_time + total_plan_time as ms,
       case when toplevel then '' else '  in a function: ' end || regexp_replace(query, '\\s+', ' ', 'g') as text
     from pg_stat_statements order by 2 desc limit ${MOST}`,
  );
  return rows;
}
