import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

/** Every background job and what it is given. */
export interface Jobs {
  "handle-stripe-event": { event_id: string };
  "provision-account": { prop_account_id: string };
  "open-wallet": { customer_id: number };
  "credit-deposit": { payment_id: string };
  "resume-purchase": { purchase_id: number };
}

/**
 * Enqueues a job in the transaction of the change that calls for it.
 * A job that throws is tried again with graphile-worker's back-off, 25 times.
 */
export async function enqueue<N extends keyof Jobs>(
  db: Executor,
  name: N,
  payload: Jobs[N],
  runAt: Date | null = null,
): Promise<void> {
  await db.execute(
    sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, run_at => ${runAt?.toISOString() ?? null}::timestamptz)`,
  );
}
