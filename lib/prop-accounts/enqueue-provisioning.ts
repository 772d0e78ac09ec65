import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { addJob, isQueuedSql } from "@/lib/queue/enqueue";
import { isStopped, jobQueue } from "@/lib/venues";

type Account = Pick<typeof propAccounts.$inferSelect, "id" | "venue" | "provisioningAttempts">;

/**
 * SQL that enqueues the next try to provision an account, now or at `runAt`, as a part of the statement that
 * requires it. The job has the number of failed tries in place of a key: whichever job of one number fails
 * first is the try, the others then do nothing, and no job that runs loses its own repetition to a newer one.
 */
export const provisioningJob = ({ id, venue, provisioningAttempts }: Account, runAt?: Date): SQL =>
  addJob(
    "provision-account",
    { prop_account_id: id, failed_tries: provisioningAttempts },
    { ...jobQueue(venue), ...(runAt && { runAt }) },
  );

/** Enqueues the next try in a statement of its own. */
export async function enqueueProvisioning(
  tx: Executor,
  account: Account,
  runAt?: Date,
): Promise<void> {
  await tx.execute(sql`select ${provisioningJob(account, runAt)}`);
}

/**
 * The condition for accounts that wait for their subaccount without a job that provisions them, as SQL: its job was lost, or
 * failed permanently.
 */
export const lacksProvisioningJob = (): SQL | undefined =>
  and(
    eq(propAccounts.status, "provisioning"),
    sql`not ${isQueuedSql("provision-account", sql`json_build_object('prop_account_id', ${propAccounts.id})`)}`,
  );

/** Enqueues the job that provisions a payment's account, if it lacks one. */
export async function resumeProvisioning(tx: Executor, paymentId: string): Promise<void> {
  const [account] = await tx
    .select()
    .from(propAccounts)
    .where(and(eq(propAccounts.paymentId, paymentId), lacksProvisioningJob()));
  if (account) await enqueueProvisioning(tx, account);
}

/**
 * Whether the venue is to be called for an account: it waits for its subaccount, or was suspended or closed
 * without one. A worker that was killed may have created one, which is then recorded so that the venue can stop it.
 */
export const needsProvisioning = (
  account: Pick<typeof propAccounts.$inferSelect, "status" | "subaccountId">,
): boolean => account.status === "provisioning" || isStoppedWithoutSubaccount(account);

/** Whether an account is suspended or closed, and no subaccount of it is recorded. */
export const isStoppedWithoutSubaccount = ({
  status,
  subaccountId,
}: Pick<typeof propAccounts.$inferSelect, "status" | "subaccountId">): boolean =>
  isStopped(status) && subaccountId === null;
