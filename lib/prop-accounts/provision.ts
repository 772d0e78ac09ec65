import { and, eq, isNull, notInArray, sql } from "drizzle-orm";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import {
  noPendingCreation,
  type Subaccount,
  stoppedStatuses,
  type Venue,
  VenueError,
} from "@/lib/venues";
import { accountVenue } from "./account-venue";
import { changeAccount, selectAccount } from "./change-account";
import { isStoppedWithoutSubaccount, needsProvisioning } from "./enqueue-provisioning";
import { recordFailure } from "./record-failure";

type Account = typeof propAccounts.$inferSelect;

interface ProvisioningTry {
  /** How many tries had failed when this one was enqueued; without it, it is made in any case. */
  failedTries?: number | undefined;
  /** In place of the account's own, for tests. */
  venue?: Venue;
}

/**
 * Creates the account's subaccount at its venue and activates the account. Safe to run any number of times: the
 * venue knows the request by the account's id, and only an unprovisioned account is activated. A failed try is
 * counted on the row and the next one enqueued; a try that was made concurrently is not repeated. For an account
 * that was suspended or closed before it had its subaccount, an existing one is recorded, and none is created.
 */
export async function provisionAccount(
  ctx: Context,
  id: string,
  { failedTries, venue: ownVenue }: ProvisioningTry = {},
): Promise<void> {
  const [account] = await selectAccount(ctx.db).execute({ id });
  if (!account || (failedTries ?? account.provisioningAttempts) !== account.provisioningAttempts) {
    return;
  }
  if (!needsProvisioning(account)) return;
  const { assetClass, accountSize } = account;
  const request = { requestKey: id, assetClass, accountSize };
  let subaccount: Subaccount | null;
  try {
    const venue = ownVenue ?? accountVenue(ctx.db, account);
    subaccount = isStoppedWithoutSubaccount(account)
      ? await venue.findSubaccount(request)
      : await venue.createSubaccount(request);
  } catch (error) {
    return fail(ctx, account, error);
  }
  if (subaccount) await recordAndActivate(ctx, id, subaccount);
}

function fail(ctx: Context, account: Account, error: unknown): Promise<void> {
  const { id, venue } = account;
  const failure =
    error instanceof VenueError ? error : new VenueError(messageOf(error), { next: "retry" });
  const level = failure.needsAttention ? "error" : failure.next === "wait" ? "debug" : "warn";
  ctx.log[level]({ err: error, prop_account_id: id, venue }, "prop_account.try_failed");
  return recordFailure(ctx.db, account, failure);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Records the subaccount. An account that is suspended or closed by now is not activated. */
async function recordAndActivate(ctx: Context, id: string, subaccount: Subaccount): Promise<void> {
  const byId = eq(propAccounts.id, id);
  await inTransaction(ctx.db, (tx) =>
    changeAccount(tx, id, () =>
      tx
        .update(propAccounts)
        .set({
          ...subaccount,
          activatedAt: sql`case when ${notInArray(propAccounts.status, [...stoppedStatuses])} then now() end`,
          ...noPendingCreation,
          provisioningError: null,
          provisioningFailedAt: null,
        })
        .where(and(byId, isNull(propAccounts.activatedAt))),
    ),
  );
  ctx.log.info({ prop_account_id: id }, "prop_account.provisioned");
}
