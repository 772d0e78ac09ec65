import { and, eq } from "drizzle-orm";
import { challenges, evaluations, propAccounts } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { isStopped, subaccountOf, type Venue } from "@/lib/venues";
import { accountVenue } from "./account-venue";

const STOP_BY_HAND =
  "This venue doesn't support suspension. Stop the subaccount there manually, then mark the venue step as done.";
const RESUME_BY_HAND =
  "This account is active again. If you stopped the subaccount at the venue manually, resume it there, then mark the venue step as done.";

/**
 * Brings the venue in line with an account: stops trading there where the account is suspended or closed, or its rules stop
 * it, else resumes it. It reads the account's present status, so that a late or repeated job does no harm.
 * Stores a note for an admin where the venue can't do it. Throws the venue's error; repeat it then.
 *
 * @returns whether the venue could do it; `done` for an account that has no subaccount yet
 */
export async function syncVenue(
  ctx: Context,
  id: string,
  venue?: Venue,
): Promise<"done" | "unsupported"> {
  const found = await readStop(ctx, id);
  const subaccount = found && subaccountOf(found.account);
  if (!subaccount) return "done";
  const { account, stopped } = found;
  const result = await (venue ?? accountVenue(ctx.db, account)).setSuspended(subaccount, stopped);
  const note = stopped ? STOP_BY_HAND : RESUME_BY_HAND;
  // An account that was stopped or resumed concurrently has another job, which stores its own result.
  await ctx.db
    .update(propAccounts)
    .set({ venueNote: result === "done" ? null : note })
    .where(and(eq(propAccounts.id, id), eq(propAccounts.status, account.status)));
  ctx.log.info({ prop_account_id: id, stopped, result }, "venue.synced");
  // Stopped or resumed since: another call may have reached the venue before this one.
  const after = await readStop(ctx, id);
  return after && after.stopped !== stopped ? syncVenue(ctx, id, venue) : result;
}

/** An account, and whether it must not be traded: by its own status, or by its rules. */
async function readStop(ctx: Context, id: string) {
  const [found] = await ctx.db
    .select({ account: propAccounts, evaluation: evaluations.state })
    .from(propAccounts)
    .leftJoin(challenges, eq(challenges.propAccountId, propAccounts.id))
    .leftJoin(
      evaluations,
      and(
        eq(evaluations.challengeId, challenges.id),
        eq(evaluations.phaseIndex, challenges.currentPhaseIndex),
      ),
    )
    .where(eq(propAccounts.id, id));
  if (!found) return null;
  const { account, evaluation } = found;
  return {
    account,
    stopped: isStopped(account.status) || (evaluation !== null && evaluation !== "active"),
  };
}
