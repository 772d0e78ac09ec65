import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { connectionProblem, connectionProblems } from "@/db/connection-problem";
import { isDatabaseUnavailable, isMissingObject, isMissingTable, isOfDatabase } from "@/db/errors";
import { migrationCount } from "@/db/migration-count";
import { database } from "./database";
import { perProcess } from "./per-process";

/** In the order of the checks: a failed check hides the later ones. `error` is any other failure. */
export const databaseStates = [...connectionProblems, "not migrated", "error", "ok"] as const;
export type DatabaseState = (typeof databaseStates)[number];
export type DatabaseProblem = Exclude<DatabaseState, "ok" | "error">;

const lastRead = perProcess("database-state", (): { state?: DatabaseState } => ({}));

/** Whether the database can be used, and if not, what the operator has to fix. Never throws. */
export async function databaseState(db: Database): Promise<DatabaseState> {
  const state = await readState(db);
  lastRead().state = state;
  return state;
}

/** Why the database can't be used, from the error of a failed statement; undefined if the statement is wrong. */
export function databaseProblem(error: unknown): DatabaseProblem | undefined {
  const problem =
    isDatabaseUnavailable(error) || isOfDatabase(error) ? connectionProblem(error) : undefined;
  return problem ?? (isNotMigrated(error) ? "not migrated" : undefined);
}

/**
 * A missing table or column is an error in our code unless the last state that was read is "not migrated". Starts
 * another read of the state, for the errors that follow.
 */
function isNotMigrated(error: unknown): boolean {
  if (!isMissingObject(error)) return false;
  void databaseState(database());
  return lastRead().state === "not migrated";
}

async function readState(db: Database): Promise<DatabaseState> {
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
