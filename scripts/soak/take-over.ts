import { within } from "./clock";
import type { Database } from "./database";

/** How long the jobs of a dead worker are watched: three times as long as a takeover may take. */
const WATCHED_MS = 30_000;

/** How the jobs that a killed worker was running were taken over. */
export interface TakeOver {
  runner: string;
  jobs: number;
  /** Time until another worker started the last of them, without the time that PostgreSQL was unavailable. */
  ms: number;
  /** Ids of jobs that no worker started. */
  left: string[];
}

/** Watches the jobs of a dead runner until other workers have started them. */
export async function watchTakeOver(
  { query, outageMs }: Database,
  runner: string,
  at: number,
): Promise<TakeOver> {
  const held = await query(
    `select id, attempts from graphile_worker.jobs
     where locked_by in (select jsonb_array_elements_text(worker_ids) from job_runners where id = $1)`,
    [runner],
  );
  const attempts = new Map(held.map((job) => [String(job.id), Number(job.attempts)]));
  let left = [...attempts.keys()];
  await within(WATCHED_MS, async () => {
    // A worker that starts a job raises its attempts, and deletes it when it is done.
    const jobs = await query("select id, attempts from graphile_worker.jobs where id = any($1)", [
      left,
    ]);
    left = jobs
      .map((job) => ({ id: String(job.id), count: Number(job.attempts) }))
      .filter(({ id, count }) => count === attempts.get(id))
      .map(({ id }) => id);
    return left.length === 0;
  });
  const now = Date.now();
  return {
    runner,
    jobs: held.length,
    ms: held.length > 0 ? now - at - outageMs(at, now) : 0,
    left,
  };
}
