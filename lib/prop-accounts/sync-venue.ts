import { and, eq, inArray, notInArray } from "drizzle-orm";
import { propAccounts } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { isStopped, stoppedStatuses, subaccountOf, type Venue } from "@/lib/venues";
import { accountVenue } from "./account-venue";

const STOP_BY_HAND =
  "This venue doesn't support suspension. Stop the subaccount there manually, then mark the venue step as done.";
const RESUME_BY_HAND =
  "This account is active again. If you stopped the subaccount at the venue manually, resume it there, then mark the venue step as done.";

/**
 * Brings the venue in line with an account: stops trading there where the account is suspended or closed, else
 * resumes it. It reads the account's present status, so that a late or repeated job does no harm.
 * Stores a note for an admin where the venue can't do it. Throws the venue's error; repeat it then.
 */
export async function syncVenue(ctx: Context, id: string, venue?: Venue): Promise<void> {
  const [account] = await ctx.db.select().from(propAccounts).where(eq(propAccounts.id, id));
  const subaccount = account && subaccountOf(account);
  if (!subaccount) return;
  const stopped = isStopped(account.status);
  const result = await (venue ?? accountVenue(ctx.db, account)).setSuspended(subaccount, stopped);
  const note = stopped ? STOP_BY_HAND : RESUME_BY_HAND;
  const amongStatuses = stopped ? inArray : notInArray;
  // An account that was stopped or resumed concurrently has another job, which stores its own result.
  await ctx.db
    .update(propAccounts)
    .set({ venueNote: result === "done" ? null : note })
    .where(and(eq(propAccounts.id, id), amongStatuses(propAccounts.status, [...stoppedStatuses])));
  ctx.log.info({ prop_account_id: id, stopped, result }, "venue.synced");
}
