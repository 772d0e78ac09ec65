import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";

interface FailedJob extends Record<string, unknown> {
  task: string;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
  is_running: boolean;
}

/** Retries a permanently failed job now, from its first attempt. Throws NOT_FOUND and INVALID_STATE. */
export async function retryFailedJob(
  ctx: Context,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.execute<FailedJob>(
      sql`select t.identifier as task, j.attempts, j.max_attempts, j.last_error, j.locked_at is not null as is_running
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where j.id = ${id}::bigint for update of j`,
    );
    const [job] = rows;
    if (!job) throw notFound("job");
    const { task, attempts, last_error } = job;
    if (job.is_running || attempts < job.max_attempts) {
      throw new AppError("INVALID_STATE", "This job is still being retried automatically.");
    }
    await tx.execute(
      sql`select graphile_worker.reschedule_jobs(array[${id}::bigint], run_at => now(), attempts => 0)`,
    );
    const before = { task, attempts, last_error };
    await audit(tx, ctx, {
      action: "job.retry",
      subject: id,
      reason,
      before,
      after: { attempts: 0 },
    });
  });
}
