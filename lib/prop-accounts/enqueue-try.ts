import type { Executor } from "@/db/client";
import type { propAccounts } from "@/db/schema";
import { enqueue } from "@/lib/jobs/enqueue";
import { jobQueue } from "./providers";

type Account = Pick<typeof propAccounts.$inferSelect, "id" | "provider" | "provisioningAttempts">;

/**
 * Enqueues the try at an account's subaccount that comes after those that failed so far; now, or at
 * `runAt`. The job names that number instead of having a key: whichever job of one number fails first is
 * the try, the others then do nothing, and none that runs loses its own repetition to a newer one.
 */
export const enqueueTry = (
  tx: Executor,
  { id, provider, provisioningAttempts }: Account,
  runAt?: Date,
): Promise<void> =>
  enqueue(
    tx,
    "provision-account",
    { prop_account_id: id, failed_tries: provisioningAttempts },
    { ...jobQueue(provider), ...(runAt && { runAt }) },
  );
