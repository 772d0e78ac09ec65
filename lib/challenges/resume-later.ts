import { and, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { purchases } from "@/db/schema";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { addJob, enqueue, removeJob } from "@/lib/jobs/enqueue";
import type { Purchase } from "./purchase-status";

// A trading server that hangs holds each job for its time-out: never more than these at once.
const QUEUES = 2;
// Beyond the longest wait between two tries: by then the job is gone.
const STALLED_HOURS = 2;
const MOST = 500;

/** When a purchase that stands still is taken up: the later the more often it was already. */
const timeOf = (resumes: number) => {
  const waits = env().PURCHASE_RESUME_SECONDS;
  const seconds = waits[Math.min(resumes, waits.length - 1)] ?? 0;
  return new Date(Date.now() + seconds * 1000);
};

/** The call that enqueues the job of a purchase in the statement that records it. */
export const resumeJob = () => {
  const { id } = purchases;
  return addJob("resume-purchase", sql`json_build_object('purchase_id', ${id})`, {
    runAt: timeOf(0),
    key: sql`'resume-purchase:' || ${id}`,
    queue: sql`'resume-' || ${id} % ${sql.raw(String(QUEUES))}`,
  });
};

const keyOf = (id: number) => `resume-purchase:${id}`;

/** The call that takes that job away in the statement that ends a purchase. */
export const noResume = (id: number) => removeJob(keyOf(id));

/** Enqueues the job that takes a purchase up again. */
export async function resumeLater(
  db: Executor,
  { id, resumes }: Pick<Purchase, "id" | "resumes">,
): Promise<void> {
  await resumeAt(db, id, timeOf(resumes));
}

/** Enqueues that job for a time; a purchase has one that waits at most. */
export const resumeAt = (db: Executor, id: number, runAt: Date, keepTime = false) =>
  enqueue(
    db,
    "resume-purchase",
    { purchase_id: id },
    { runAt, keepTime, key: keyOf(id), queue: `resume-${id % QUEUES}` },
  );

/** Finds the purchases that are unfinished and whose job has given up, and gives them a new one. */
export async function resumeStalled({ db }: Context): Promise<void> {
  const stalled = await db
    .select({ id: purchases.id })
    .from(purchases)
    .where(
      and(
        or(
          sql`${purchases.status} in (0, 1, 2)`,
          isNotNull(purchases.rollbackProblem),
          sql`${purchases.status} = 3 and ${purchases.rollbackRequestedAt} is not null`,
        ),
        lt(purchases.updatedAt, sql`now() - make_interval(hours => ${STALLED_HOURS})`),
        or(isNull(purchases.claimedUntil), lt(purchases.claimedUntil, sql`now()`)),
      ),
    )
    .orderBy(purchases.updatedAt)
    .limit(MOST);
  for (const { id } of stalled) await resumeAt(db, id, new Date(), true);
}
