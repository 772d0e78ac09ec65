import type { EventEmitter } from "node:events";
import type { Job, WorkerEventMap } from "graphile-worker";
import { log } from "@/lib/log";
import { metrics } from "@/lib/metrics";

const SECOND = 1_000;

/** The ids that a job's payload names, for its line in the log. */
const idKeys = [
  "payment_id",
  "purchase_id",
  "prop_account_id",
  "event_id",
  "delivery_id",
  "customer_id",
] as const;

function idsOf(payload: unknown): Record<string, unknown> {
  if (typeof payload !== "object" || payload === null) return {};
  const given = Object.entries(payload);
  return Object.fromEntries(given.filter(([key]) => idKeys.some((known) => known === key)));
}

const outcomeOf = (job: Job, error: unknown) => {
  if (!error) return "success";
  return job.attempts >= job.max_attempts ? "failed" : "error";
};

/** Measures each job that a runner runs, and writes one line about it when it is over. */
export function observeJobs(events: EventEmitter): void {
  const started = new Map<string, number>();
  events.on("job:start", ({ job }: WorkerEventMap["job:start"]) => {
    started.set(job.id, performance.now());
  });
  events.on("job:complete", ({ job, error }: WorkerEventMap["job:complete"]) => {
    const ms = performance.now() - (started.get(job.id) ?? performance.now());
    started.delete(job.id);
    const outcome = outcomeOf(job, error);
    metrics().jobs.observe({ task: job.task_identifier, outcome }, ms / SECOND);
    const line = {
      job_id: `job_${job.id}`,
      task: job.task_identifier,
      outcome,
      attempt: job.attempts,
      duration_ms: Math.round(ms),
      ...idsOf(job.payload),
    };
    if (outcome === "success") log().info(line, "job done");
    else log().error({ ...line, err: error }, "job failed");
  });
}
