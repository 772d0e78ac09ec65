import { sql } from "drizzle-orm";
import { asNumber, beginsWith, bigint, type ListSpec } from "../spec";

// The table holds unfinished jobs only, so failed ones are found without an index.
const failed = sql`(
  select j.id, t.identifier as task, j.payload, j.attempts, j.last_error, j.updated_at
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  where j.attempts >= j.max_attempts and j.locked_at is null
) j`;

/** The jobs that aren't retried until an operator retries them. */
export const jobs: ListSpec = {
  from: failed,
  created: { at: sql`j.updated_at` },
  columns: {
    id: sql`j.id`,
    task: sql`j.task`,
    about: sql`(select string_agg(value, ', ') from json_each_text(j.payload) where key like '%\\_id')`,
    attempts: sql`j.attempts`,
    error: sql`left(j.last_error, 200)`,
    created_at: sql`j.updated_at`,
  },
  sorts: { newest: [bigint(sql`j.id`)] },
  filters: {},
  search(q) {
    const number = asNumber(q);
    return number === null ? beginsWith(sql`j.task`, q) : sql`j.id = ${number}`;
  },
};
