import { and, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { moneyRequests, purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Purchase } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { releaseRefunds } from "@/lib/money-requests";
import { addJob, enqueue, removeJob } from "@/lib/queue/enqueue";

// A trading server that hangs blocks each job for its timeout: at most this many run concurrently.
const QUEUES = 2;
// Longer than the longest wait between two tries: the job has failed permanently.
const STALLED_HOURS = 2;
const BATCH = 500;

/** When a stalled purchase is resumed: later with each resume. */
const timeOf = (resumes: number) => {
  const waits = env().PURCHASE_RESUME_SECONDS;
  const seconds = waits[Math.min(resumes, waits.length - 1)] ?? 0;
  return new Date(Date.now() + seconds * 1000);
};

/** The job's name: a worker of the release before would return the fee of one that was paid by card to the wallet. */
const nameSql = sql`case when ${purchases.paymentId} is null then 'resume-purchase' else 'resume-card-purchase' end`;

/** The SQL call that enqueues the resume job, for the statement that inserts the purchase. */
export const resumeJobSql = () => {
  const { id } = purchases;
  return addJob("resume-purchase", sql`json_build_object('purchase_id', ${id})`, {
    name: nameSql,
    runAt: timeOf(0),
    key: sql`'resume-purchase:' || ${id}`,
    queue: sql`'resume-' || ${id} % ${sql.raw(String(QUEUES))}`,
  });
};

const keyOf = (id: number) => `resume-purchase:${id}`;

/** The SQL call that removes the resume job, for the statement that ends the purchase. */
export const removeResumeJobSql = (id: number) => removeJob(keyOf(id));

/** Enqueues the job that resumes a purchase. */
export async function scheduleResume(
  db: Executor,
  { id, resumes }: Pick<Purchase, "id" | "resumes">,
): Promise<void> {
  await scheduleResumeAt(db, id, timeOf(resumes));
}

/** Enqueues that job for a time; a purchase has at most one waiting job. */
export const scheduleResumeAt = (db: Executor, id: number, runAt: Date, preserveRunAt = false) =>
  enqueue(
    db,
    "resume-purchase",
    { purchase_id: id },
    {
      name: sql`(select ${nameSql} from ${purchases} where ${purchases.id} = ${id})`,
      runAt,
      preserveRunAt,
      key: keyOf(id),
      queue: `resume-${id % QUEUES}`,
    },
  );

/**
 * Enqueues a new job for each unfinished purchase whose job failed permanently, and starts card refunds that still wait
 * although the fee is in the wallet: a worker of a release without them returned it.
 */
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
    .limit(BATCH);
  for (const { id } of stalled) await scheduleResumeAt(db, id, new Date(), true);
  const returned = await db
    .selectDistinct({ id: purchases.id })
    .from(moneyRequests)
    .innerJoin(purchases, eq(purchases.id, moneyRequests.purchaseId))
    .where(and(eq(moneyRequests.status, "waiting"), eq(purchases.status, purchaseStatus.refunded)))
    .limit(BATCH);
  for (const { id } of returned) await inTransaction(db, (tx) => releaseRefunds(tx, id));
}
