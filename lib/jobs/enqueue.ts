import { SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { MailJob } from "@/lib/mail/schemas";

/** Every background job and what it is given. */
export interface Jobs {
  "handle-stripe-event": { event_id: string };
  /** `failed_tries`: how many there were when it was enqueued. */
  "provision-account": { prop_account_id: string; failed_tries: number };
  "tell-venue": { prop_account_id: string };
  "open-wallet": { customer_id: number };
  /** `opened_before`: accounts that were opened later keep their passwords. */
  "replace-trading-passwords": { customer_id: number; opened_before: string };
  "replace-trading-password": { login: number };
  "cancel-open-payments": { customer_id: number };
  "settle-deposit": { payment_id: string };
  "resume-purchase": { purchase_id: number };
  "apply-wallet-hold": { login: number };
  "sync-challenge-access": { challenge_id: number };
  "settle-refund": { money_request_id: string };
  "settle-adjustment": { money_request_id: string };
  "deliver-webhook": { delivery_id: string };
  "send-mail": MailJob;
}

interface When {
  /** Not before this; now, if it isn't given. */
  runAt?: Date;
  /** Jobs of one key are one job: a later one takes the place of one that waits. */
  key?: string | SQL;
  /** The one that waits keeps its time. */
  keepTime?: boolean;
  /** Jobs of one queue run one after the other, so that they never take all workers. */
  queue?: string | SQL;
}

/**
 * The call that enqueues a job, for a statement of which the change that calls for it is a part. What only
 * that statement knows, such as the id of a new row, is given as SQL.
 */
export const addJob = <N extends keyof Jobs>(
  name: N,
  payload: Jobs[N] | SQL,
  { runAt, key, keepTime = false, queue }: When = {},
): SQL => sql`graphile_worker.add_job(${name}, (${payload instanceof SQL ? payload : JSON.stringify(payload)})::json, run_at => ${runAt?.toISOString() ?? null}::timestamptz,
      queue_name => ${queue ?? null}, job_key => ${key ?? null}, job_key_mode => ${keepTime ? "preserve_run_at" : "replace"})`;

/**
 * Enqueues a job in the transaction of the change that calls for it.
 * A job that throws is tried again with graphile-worker's back-off, 25 times.
 */
export async function enqueue<N extends keyof Jobs>(
  db: Executor,
  name: N,
  payload: Jobs[N],
  when?: When,
): Promise<void> {
  await db.execute(sql`select ${addJob(name, payload, when)}`);
}

/** The call that takes a job away which nobody works on, for a statement of the change that ends the need for it. */
export const removeJob = (key: string): SQL => sql`graphile_worker.remove_job(${key})`;
