import { sql } from "../database/sql";

/** Runs a statement with triggers and foreign keys disabled: a change that the database would reject otherwise. */
export const tamper = (statement: string) =>
  sql(`begin; set local session_replication_role = replica; ${statement}; commit`);
