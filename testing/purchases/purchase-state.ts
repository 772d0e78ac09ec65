import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/core/log";
import { errorResponse, toAppError } from "@/lib/http/respond";
import type { BuyResult } from "@/lib/purchases/result";
import { runAllJobs } from "../database/jobs";
import { sql } from "../database/sql";

// Far above what a purchase needs: each round is one run of its job.
const MOST_ROUNDS = 40;
const PAUSE_MS = 10;

/** The response of the route for a verb of a purchase. */
export async function resultOf(verb: () => Promise<BuyResult>) {
  try {
    const { status, body } = await verb();
    return { status: status as number, body: JSON.parse(JSON.stringify(body)) };
  } catch (error) {
    const response = errorResponse(toAppError(error, log()), "req_test");
    return { status: response.status, body: await response.json() };
  }
}

/** A purchase as it is stored. */
export async function purchaseRow(id: number) {
  const { rows } = await sql("select * from purchases where id = $1", [id]);
  return rows[0];
}

/** The movements of a purchase, in their order; `reverses` is the comment of the movement that one reverses. */
export async function movementsOf(purchaseId: number) {
  const { rows } = await sql(
    `select o.login, o.command, o.amount_cents::int as amount, o.comment, o.reason, o.request_key as key, o.api_data, r.comment as reverses
     from finance_operations o left join finance_operations r on r.order_no = o.reverses_order
     where o.api_data ->> 'purchase_id' = $1 and o.refusal is null order by o.order_no`,
    [String(purchaseId)],
  );
  return rows;
}

/** The challenge account of a purchase; null if none was opened. */
export async function accountOf(purchaseId: number) {
  const { rows } = await sql(
    "select login, enabled, balance_cents::int as balance from trading_accounts where split_part(request_key, ':', 1) = $1 and purpose = 'challenge'",
    [String(purchaseId)],
  );
  if (rows.length > 1) throw new Error(`purchase ${purchaseId} has ${rows.length} accounts`);
  return rows[0] ?? null;
}

/** In how many seconds the pending jobs of a purchase run. */
export async function resumesOf(purchaseId: number): Promise<number[]> {
  const { rows } = await sql(
    `select extract(epoch from run_at - now())::float as seconds from graphile_worker._private_jobs
     where task_id = (select id from graphile_worker._private_tasks where identifier = 'resume-purchase')
       and (payload ->> 'purchase_id')::int = $1 and locked_by is null order by run_at`,
    [purchaseId],
  );
  return rows.map(({ seconds }) => seconds);
}

/** Ends the claims of all purchases, and schedules their jobs for now. */
export async function letTimePass() {
  await sql(
    "update purchases set claimed_until = now() - interval '1 second' where claim is not null",
  );
  await runJobsNow();
}

const runJobsNow = () =>
  sql(
    "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'resume-purchase'), run_at => now())",
  );

const jobsLeft = async (which = "true") =>
  (
    await sql(
      `select id from graphile_worker.jobs where task_identifier = 'resume-purchase' and ${which}`,
    )
  ).rows.length > 0;

/** Runs the job of each purchase now. Claims are left as they are. */
export async function runJobs() {
  await runJobsNow();
  await workOffUntil(async () => !(await jobsLeft("run_at <= now()")));
}

/** Runs the jobs as time passes, until no purchase has any left. */
export const settleAll = () => workOffUntil(async () => !(await jobsLeft()), letTimePass);

/** Runs jobs until a condition holds. A round may find a queue that the round before still locks. */
async function workOffUntil(isDone: () => Promise<boolean>, before = async () => {}) {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await before();
    await runAllJobs();
    if (await isDone()) return;
    await sleep(PAUSE_MS);
  }
  throw new Error("a purchase was never settled");
}
