import { SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { EmailJob } from "./email-job";

/** Every background job and its payload. */
export interface Jobs {
  "handle-stripe-event": { event_id: string };
  /** `failed_tries`: the number of failed attempts when it was enqueued. */
  "provision-account": { prop_account_id: string; failed_tries: number };
  "sync-venue": { prop_account_id: string };
  "open-wallet": { customer_id: number };
  /** `opened_before`: accounts that were opened later keep their passwords. */
  "replace-trading-passwords": { customer_id: number; opened_before: string };
  "replace-trading-password": { login: number };
  "cancel-open-payments": { customer_id: number };
  /** `email_at`: the stored time of the email about the decline. */
  "confirm-decline": { payment_id: string; email_at: string };
  "settle-deposit": { payment_id: string };
  "settle-program-payment": { payment_id: string };
  "resume-purchase": { purchase_id: number };
  /** The same for a purchase that was paid by card, which a worker of the release before must not resume. */
  "resume-card-purchase": { purchase_id: number };
  "apply-wallet-hold": { login: number };
  "sync-challenge-access": { challenge_id: number };
  "deliver-venue-commands": { venue_account_id: number };
  "settle-refund": { money_request_id: string };
  "settle-adjustment": { money_request_id: string };
  "deliver-webhook": { delivery_id: string };
  "send-mail": EmailJob;
}

interface JobOptions {
  /** The name as SQL, for a job that has one of several names. */
  name?: SQL;
  /** The earliest time at which it runs; now if it isn't given. */
  runAt?: Date;
  /** Jobs with the same key are one job: a later one replaces one that waits. */
  key?: string | SQL;
  /** The job that waits keeps its time. */
  preserveRunAt?: boolean;
  /** Jobs of one queue run one after the other, so that they never occupy all workers. */
  queue?: string | SQL;
}

/**
 * The SQL call that enqueues a job, as a part of the statement of a change. Values that only the statement has, such
 * as the id of a new row, are passed as SQL.
 */
export const addJob = <N extends keyof Jobs>(
  name: N,
  payload: Jobs[N] | SQL,
  { name: nameSql, runAt, key, preserveRunAt = false, queue }: JobOptions = {},
): SQL => sql`graphile_worker.add_job(${nameSql ?? name}, (${payload instanceof SQL ? payload : JSON.stringify(payload)})::json, run_at => ${runAt?.toISOString() ?? null}::timestamptz,
      queue_name => ${queue ?? null}, job_key => ${key ?? null}, job_key_mode => ${preserveRunAt ? "preserve_run_at" : "replace"})`;

/**
 * Enqueues a job in the transaction of the change that needs it. A job that throws is tried again with
 * graphile-worker's back-off, 25 times in all.
 */
export async function enqueue<N extends keyof Jobs>(
  db: Executor,
  name: N,
  payload: Jobs[N],
  options?: JobOptions,
): Promise<void> {
  await db.execute(sql`select ${addJob(name, payload, options)}`);
}

/**
 * Whether a job of this name whose payload has these fields is pending or running, as SQL. One that has failed permanently
 * doesn't count.
 */
export const isQueuedSql = <N extends keyof Jobs>(
  name: N,
  payload: Partial<Jobs[N]> | SQL,
): SQL => sql`exists (
  select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  where t.identifier = ${name} and (j.attempts < j.max_attempts or j.locked_at is not null)
    and j.payload::jsonb @> (${payload instanceof SQL ? payload : JSON.stringify(payload)})::jsonb)`;

/** The SQL call that removes a job that isn't running, as a part of the statement of a change. */
export const removeJob = (key: string): SQL => sql`graphile_worker.remove_job(${key})`;
