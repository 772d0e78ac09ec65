import { and, eq, inArray, notInArray } from "drizzle-orm";
import { propAccounts } from "@/db/schema";
import type { Context } from "@/lib/context";
import { subaccountProvider } from "./providers";
import type { SubaccountProvider } from "./providers/port";
import { isStopped, stoppedStatuses, subaccountOf } from "./standing-at-venue";

const STOP_BY_HAND = "The venue can't suspend: stop the subaccount there by hand.";
const RESUME_BY_HAND =
  "It may be traded again, and the venue can't resume: if the subaccount was stopped by hand, let it go on there.";

/**
 * Brings the venue in line with an account: stops trading there where the account is suspended or closed,
 * else lets it go on. It goes by the account as it is now, so that a late or repeated job does no harm.
 * What the venue can't do is noted for an admin. Throws what the venue throws; repeat it then.
 */
export async function tellVenue(
  ctx: Context,
  id: string,
  provider?: SubaccountProvider,
): Promise<void> {
  const [account] = await ctx.db.select().from(propAccounts).where(eq(propAccounts.id, id));
  const subaccount = account && subaccountOf(account);
  if (!subaccount) return;
  const stopped = isStopped(account.status);
  const venue = provider ?? subaccountProvider(ctx.db, account.provider);
  const outcome = await venue.setSuspended(subaccount, stopped);
  const byHand = stopped ? STOP_BY_HAND : RESUME_BY_HAND;
  const among = stopped ? inArray : notInArray;
  // One that was stopped or went on meanwhile has another job, which writes what came of that.
  await ctx.db
    .update(propAccounts)
    .set({ venueNote: outcome === "done" ? null : byHand })
    .where(and(eq(propAccounts.id, id), among(propAccounts.status, [...stoppedStatuses])));
  ctx.log.info({ prop_account_id: id, stopped, outcome }, "venue told");
}
