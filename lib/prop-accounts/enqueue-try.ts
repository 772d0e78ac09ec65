import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { propAccounts } from "@/db/schema";
import { addJob } from "@/lib/jobs/enqueue";
import { jobQueue } from "./providers";

type Account = Pick<typeof propAccounts.$inferSelect, "id" | "provider" | "provisioningAttempts">;

/**
 * The call that enqueues the try at an account's subaccount that comes after those that failed so far; now,
 * or at `runAt`. For a statement of which the change that asks for it is a part. The job names that number
 * instead of having a key: whichever job of one number fails first is the try, the others then do nothing,
 * and none that runs loses its own repetition to a newer one.
 */
export const tryJob = ({ id, provider, provisioningAttempts }: Account, runAt?: Date): SQL =>
  addJob(
    "provision-account",
    { prop_account_id: id, failed_tries: provisioningAttempts },
    { ...jobQueue(provider), ...(runAt && { runAt }) },
  );

/** Enqueues it by itself. */
export async function enqueueTry(tx: Executor, account: Account, runAt?: Date): Promise<void> {
  await tx.execute(sql`select ${tryJob(account, runAt)}`);
}
