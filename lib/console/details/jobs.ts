import { sql } from "drizzle-orm";
import type { Fact } from "../schemas";
import { auditSteps } from "./activity-steps";
import { type Found, idFact, inOrder, type ReadDetail, step, text, time } from "./detail";

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

/** A job that isn't done: its payload, its last error, and whether it is retried automatically. */
export const readJob: ReadDetail = async (ctx, id) => {
  if (!/^\d{1,18}$/.test(id)) return null;
  const { rows } = await ctx.db.execute<Job>(
    sql`select t.identifier as task, j.payload, j.attempts, j.max_attempts, j.last_error, j.created_at, j.updated_at, j.run_at, j.locked_at is not null as is_running
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where j.id = ${id}::bigint`,
  );
  const [job] = rows;
  if (!job) return null;
  const hasFailed = job.attempts >= job.max_attempts && !job.is_running;
  const [createdAt, updatedAt] = [new Date(job.created_at), new Date(job.updated_at)];
  return {
    title: job.task,
    lead: `Job ${id}`,
    status: hasFailed ? "failed" : "pending",
    notice: job.last_error,
    facts: [
      {
        title: "Details",
        facts: [
          text("Attempts", `${job.attempts} of ${job.max_attempts}`),
          time("Enqueued", createdAt),
          time(
            hasFailed ? "Failed permanently" : "Next attempt",
            hasFailed ? updatedAt : new Date(job.run_at),
          ),
        ],
      },
      { title: "About", facts: aboutFacts(job.payload) },
    ],
    evidence: [{ title: "Payload", text: JSON.stringify(job.payload, null, 2) }],
    steps: inOrder(
      [step(createdAt, "Enqueued", "Propdesk")],
      hasFailed ? [step(updatedAt, "Failed permanently", "Worker", { status: "failed" })] : [],
      await auditSteps(ctx, [["job", id]]),
    ),
    actions: hasFailed ? [{ action: "job.retry", input: { id } }] : [],
  } satisfies Found;
};

/** The records that a job is about, each linked to its page. */
const aboutFacts = (payload: Record<string, unknown>): Fact[] =>
  Object.entries(payload).flatMap(([key, value]) => {
    if (typeof value !== "string" && typeof value !== "number") return [];
    const id = String(value);
    switch (key) {
      case "payment_id":
        return [idFact("Payment", id)];
      case "prop_account_id":
        return [idFact("Account", id)];
      case "delivery_id":
        return [idFact("Delivery", id)];
      case "event_id":
        return [subjectFact("Stripe event", id, "stripe_event.replay")];
      case "purchase_id":
        return [subjectFact("Purchase", id, "purchase.retry")];
      case "login":
        return [subjectFact("Wallet", id, "wallet.credit")];
      default:
        return [];
    }
  });

/** A fact whose page follows from an action on such a record. */
const subjectFact = (label: string, value: string, action: string): Fact => ({
  label,
  value,
  kind: "subject",
  action,
});
