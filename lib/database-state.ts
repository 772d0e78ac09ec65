import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { connectionProblem, connectionProblems } from "@/db/connection-problem";
import { isMissingTable } from "@/db/errors";
import { migrationCount } from "@/db/migration-count";

/** In the order of a start: each but the last keeps the next from being known. `error` is anything else. */
export const databaseStates = [...connectionProblems, "not migrated", "error", "ok"] as const;
export type DatabaseState = (typeof databaseStates)[number];

/** Whether the database can be used, and if not, what an operator has to look at. Never throws. */
export async function databaseState(db: Database): Promise<DatabaseState> {
  try {
    const { rows } = await db.execute<{ applied: string }>(
      sql`select count(*) as applied from drizzle.__drizzle_migrations`,
    );
    return Number(rows[0]?.applied) >= migrationCount ? "ok" : "not migrated";
  } catch (error) {
    if (isMissingTable(error)) return "not migrated";
    return connectionProblem(error) ?? "error";
  }
}
