import { sql } from "drizzle-orm";
import { type Found, inOrder, type ReadDetail, step, text, time } from "./detail";
import { auditSteps } from "./told";

interface Job extends Record<string, unknown> {
  task: string;
  payload: Record<string, unknown>;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
  created_at: string;
  updated_at: string;
  run_at: string;
  is_running: boolean;
}

/** A job that isn't done: what it is to do, what went wrong, whether it goes on by itself. */
export const readJob: ReadDetail = async (ctx, id) => {
  if (!/^\d{1,18}$/.test(id)) return null;
  const { rows } = await ctx.db.execute<Job>(
    sql`select t.identifier as task, j.payload, j.attempts, j.max_attempts, j.last_error, j.created_at, j.updated_at, j.run_at, j.locked_at is not null as is_running
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where j.id = ${id}::bigint`,
  );
  const [job] = rows;
  if (!job) return null;
  const hasFailed = job.attempts >= job.max_attempts && !job.is_running;
  const [made, changed] = [new Date(job.created_at), new Date(job.updated_at)];
  return {
    title: job.task,
    lead: `Job ${id}`,
    status: hasFailed ? "failed" : "pending",
    notice: job.last_error,
    facts: [
      {
        title: "About this job",
        facts: [
          text("Tries", `${job.attempts} of ${job.max_attempts}`),
          time("Enqueued", made),
          time(hasFailed ? "Given up" : "Next try", hasFailed ? changed : new Date(job.run_at)),
        ],
      },
    ],
    evidence: [{ title: "What it was given", text: JSON.stringify(job.payload, null, 2) }],
    steps: inOrder(
      [step(made, "enqueued", "the change that called for it")],
      hasFailed
        ? [
            step(changed, "given up", "the worker", {
              status: "failed",
              notes: job.last_error ? [job.last_error] : [],
            }),
          ]
        : [],
      await auditSteps(ctx, [["job", id]]),
    ),
    actions: hasFailed ? [{ action: "job.retry", input: { id } }] : [],
  } satisfies Found;
};
