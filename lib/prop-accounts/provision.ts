import { and, eq, isNull, sql } from "drizzle-orm";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { subaccountProvider } from "./providers";
import { type Subaccount, type SubaccountProvider, VenueError } from "./providers/port";
import { recordFailure } from "./record-failure";
import { tellingStatus, wholeAccount } from "./telling-status";

type Account = typeof propAccounts.$inferSelect;

interface Try {
  /** How many had failed when this one was asked for; without it, it is made in any case. */
  failedTries?: number | undefined;
  provider?: SubaccountProvider;
}

/**
 * Asks the venue for the account's subaccount and activates it. Safe to run any number of
 * times: the venue knows the request by the account's id, and only an unprovisioned account is
 * activated. A failed try is counted on the row and the next one enqueued; one that was made meanwhile
 * is not made again. Of an account that was closed before it had its subaccount, one that was made
 * already is recorded, and none is asked for.
 */
export async function provisionAccount(
  ctx: Context,
  id: string,
  { failedTries, provider }: Try = {},
): Promise<void> {
  const [account] = await wholeAccount(ctx.db).execute({ id });
  if (!account || (failedTries ?? account.provisioningAttempts) !== account.provisioningAttempts) {
    return;
  }
  const closedBefore = account.status === "closed" && account.subaccountId === null;
  if (account.status !== "provisioning" && !closedBefore) return;
  const { assetClass, accountSize } = account;
  const request = { requestKey: id, assetClass, accountSize };
  let subaccount: Subaccount | null;
  try {
    const venue = provider ?? subaccountProvider(ctx.db, account.provider);
    subaccount = closedBefore
      ? await venue.findSubaccount(request)
      : await venue.createSubaccount(request);
  } catch (error) {
    return fail(ctx, account, error);
  }
  if (subaccount) await activate(ctx, id, subaccount);
}

function fail(ctx: Context, account: Account, error: unknown): Promise<void> {
  const { id, provider } = account;
  const failure =
    error instanceof VenueError ? error : new VenueError(messageOf(error), { next: "retry" });
  const level = failure.alarming ? "error" : failure.next === "wait" ? "debug" : "warn";
  ctx.log[level]({ err: error, prop_account_id: id, provider }, "no subaccount from the venue");
  return recordFailure(ctx.db, account, failure);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function activate(ctx: Context, id: string, subaccount: Subaccount): Promise<void> {
  const ours = eq(propAccounts.id, id);
  await inTransaction(ctx.db, (tx) =>
    tellingStatus(tx, id, () =>
      tx
        .update(propAccounts)
        .set({
          ...subaccount,
          // Closed while it was being created: the subaccount is recorded, the account stays closed.
          activatedAt: sql`case when ${propAccounts.closedAt} is null then now() end`,
          provisioningError: null,
          provisioningFailedAt: null,
        })
        .where(and(ours, isNull(propAccounts.activatedAt))),
    ),
  );
  ctx.log.info({ prop_account_id: id }, "prop account provisioned");
}
