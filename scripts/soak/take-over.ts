import { within } from "./clock";
import type { Database } from "./database";

/** How long a death's jobs are watched: three times what they may take. */
const WATCHED_MS = 30_000;

/** What became of the jobs that a worker had begun when it was killed. */
export interface TakeOver {
  runner: string;
  jobs: number;
  /** Until the last of them was begun by another worker, without the time that PostgreSQL was away. */
  ms: number;
  /** Jobs that nobody took. */
  left: string[];
}

/** Follows the jobs of a dead runner until others have begun them. */
export async function watchTakeOver(
  { query, awayMs }: Database,
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
    // Whoever begins a job counts the try; one that is done is gone.
    const jobs = await query("select id, attempts from graphile_worker.jobs where id = any($1)", [
      left,
    ]);
    left = jobs
      .map((job) => ({ id: String(job.id), tries: Number(job.attempts) }))
      .filter(({ id, tries }) => tries === attempts.get(id))
      .map(({ id }) => id);
    return left.length === 0;
  });
  const now = Date.now();
  return { runner, jobs: held.length, ms: held.length > 0 ? now - at - awayMs(at, now) : 0, left };
}
