import type { Job } from "graphile-worker";
import type { Context } from "@/lib/core/context";
import { metrics } from "@/lib/core/metrics";

const SECOND = 1_000;

/** The ids of a payload that are added to the log lines of its job. */
const idKeys = [
  "payment_id",
  "purchase_id",
  "prop_account_id",
  "event_id",
  "delivery_id",
  "refund_id",
  "dispute_id",
  "money_request_id",
];

/** The ids in the payload of a job. */
export function idsOf(payload: unknown): Record<string, string | number> {
  if (typeof payload !== "object" || payload === null) return {};
  return Object.fromEntries(Object.entries(payload).filter(([key]) => idKeys.includes(key)));
}

/** Runs a job, measures it, and logs one line when it ends. Rethrows its error. */
export async function observeJob(
  ctx: Context,
  job: Pick<Job, "task_identifier" | "attempts" | "max_attempts">,
  work: () => Promise<unknown>,
): Promise<void> {
  const start = performance.now();
  const report = (outcome: "success" | "error" | "failed") => {
    const ms = performance.now() - start;
    const task = job.task_identifier;
    metrics().jobs.observe({ task, outcome }, ms / SECOND);
    return { task, outcome, attempt: job.attempts, duration_ms: Math.round(ms) };
  };
  try {
    await work();
  } catch (error) {
    // Every attempt but the last is tried again.
    const outcome = job.attempts >= job.max_attempts ? "failed" : "error";
    ctx.log.error({ ...report(outcome), err: error }, "job.failed");
    throw error;
  }
  ctx.log.info(report("success"), "job.done");
}
