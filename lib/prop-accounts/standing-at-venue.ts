import type { Executor } from "@/db/client";
import type { propAccounts } from "@/db/schema";
import { enqueue } from "@/lib/jobs/enqueue";
import type { Subaccount } from "./providers/port";

type Account = typeof propAccounts.$inferSelect;

/** The statuses in which an account must not be traded though it may have a subaccount. */
export const stoppedStatuses = ["suspended", "closed"] as const;

export const isStopped = (status: Account["status"]) =>
  stoppedStatuses.some((stopped) => stopped === status);

/** What the venue made for an account; null where nothing is recorded. */
export function subaccountOf(
  account: Pick<Account, "entity" | "subaccountId" | "subaccountUuid" | "syntheticHotkey">,
): Subaccount | null {
  const { entity, subaccountId, subaccountUuid, syntheticHotkey } = account;
  return entity !== null &&
    subaccountId !== null &&
    subaccountUuid !== null &&
    syntheticHotkey !== null
    ? { entity, subaccountId, subaccountUuid, syntheticHotkey }
    : null;
}

type Standing = Pick<Account, "status" | "subaccountId">;

/** Whether there is a subaccount that the venue has to keep from trading. */
const mustStop = ({ status, subaccountId }: Standing) => subaccountId !== null && isStopped(status);

/**
 * Enqueues the job that tells the venue, where a change of the account is one for it: it was stopped or
 * goes on, or it got its subaccount while it was stopped. One after the other, so that of two calls the
 * later one is also the last to reach the venue.
 */
export async function tellVenueOf(
  tx: Executor,
  id: string,
  before: Standing,
  after: Standing,
): Promise<void> {
  if (mustStop(before) === mustStop(after)) return;
  await enqueue(tx, "tell-venue", { prop_account_id: id }, { queue: "tell-venue" });
}
