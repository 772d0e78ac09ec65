import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import type { AuditAction } from "@/lib/audit/schemas";
import { about, type Context, requireAdmin } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { enqueueTry } from "./enqueue-try";
import { mustBeTried } from "./open";
import { openAskOf } from "./providers/vanta/open-ask";
import type { AccountAsk, FirmAsk } from "./schemas";
import { tellingStatus } from "./telling-status";

type Account = typeof propAccounts.$inferSelect;
type Changes = Partial<Omit<typeof propAccounts.$inferInsert, "id" | "status">>;

/**
 * Changes one account for the asking admin, who says why: under its lock, told like every other change
 * of its status, and written down with what it was before. An account that is to be provisioned after
 * it gets the job for that.
 */
async function changeAsAdmin(
  ctx: Context,
  action: AuditAction,
  { id, reason }: AccountAsk,
  plan: (account: Account) => Changes,
): Promise<void> {
  requireAdmin(ctx);
  about(ctx, { prop_account_id: id });
  const ours = eq(propAccounts.id, id);
  await inTransaction(ctx.db, async (tx) => {
    const [before] = await tx.select().from(propAccounts).where(ours).for("update");
    if (!before) throw notFound("prop account");
    const changes = plan(before);
    const after = await tellingStatus(tx, id, () => change(tx, ours, changes));
    if (mustBeTried(after)) await enqueueTry(tx, after);
    const shown = (row: Account) => shownOf(row, changes);
    await audit(tx, ctx, {
      action,
      subject: id,
      reason,
      before: shown(before),
      after: shown(after),
    });
  });
}

async function change(tx: Transaction, ours: ReturnType<typeof eq>, changes: Changes) {
  const [after] = await tx.update(propAccounts).set(changes).where(ours).returning();
  if (!after) throw new Error("the account is gone");
  return after;
}

/** The status, and what was changed. */
const shownOf = (row: Account, changes: Changes) => ({
  status: row.status,
  ...Object.fromEntries(Object.keys(changes).map((key) => [key, row[key as keyof Account]])),
});

const invalid = (message: string) => new AppError("INVALID_STATE", message);

/** Keeps an account from being traded until it is reinstated. Throws NOT_FOUND and INVALID_STATE. */
export const suspendAccount = (ctx: Context, ask: FirmAsk) =>
  changeAsAdmin(ctx, "account.suspend", ask, ({ status, adminHold }) => {
    if (status === "closed") throw invalid("The account is closed: there is nothing to suspend.");
    if (adminHold) throw invalid("An admin has suspended this account already.");
    return { adminHold: true, firmReason: ask.customerReason };
  });

/** Ends an admin's suspension; a dispute's goes on. Throws NOT_FOUND and INVALID_STATE. */
export const reinstateAccount = (ctx: Context, ask: AccountAsk) =>
  changeAsAdmin(ctx, "account.reinstate", ask, ({ adminHold, disputeHold }) => {
    if (adminHold) return { adminHold: false };
    throw invalid(
      disputeHold
        ? "A dispute holds this account: it comes back by itself when the dispute is won."
        : "No admin has suspended this account.",
    );
  });

/** Closes an account for good; money is not moved by it. Throws NOT_FOUND and INVALID_STATE. */
export const closeAccount = (ctx: Context, ask: FirmAsk) =>
  changeAsAdmin(ctx, "account.close", ask, ({ status }) => {
    if (status === "closed") throw invalid("The account is closed already.");
    return { closedAt: new Date(), closedReason: "admin", firmReason: ask.customerReason };
  });

/**
 * Begins the tries at an account's subaccount anew. What the venue was asked before is looked up first;
 * with `nothingMade` the admin vouches that it came to nothing, and it is asked again.
 * Throws NOT_FOUND and INVALID_STATE.
 */
export const retryProvisioning = (ctx: Context, ask: AccountAsk & { nothingMade: boolean }) =>
  changeAsAdmin(ctx, "account.retry", ask, (account) => {
    const { status, subaccountId } = account;
    if (status !== "provisioning_failed" && status !== "provisioning") {
      throw invalid("Only an account that has no subaccount yet can be tried again.");
    }
    const again = { provisioningAttempts: 0, provisioningFailedAt: null };
    const until = openAskOf(account)?.againFrom ?? null;
    if (ask.nothingMade && (subaccountId !== null || (until && until.getTime() > Date.now()))) {
      throw invalid("The venue may still make it, or has: nobody can vouch that it made nothing.");
    }
    return ask.nothingMade ? { ...again, entity: null, provisioningError: null } : again;
  });

/** Ticks off what had to be done by hand at the venue. Throws NOT_FOUND and INVALID_STATE. */
export const settleVenueNote = (ctx: Context, ask: AccountAsk) =>
  changeAsAdmin(ctx, "account.venue_done", ask, ({ venueNote }) => {
    if (venueNote === null) throw invalid("Nothing is to be done at the venue for this account.");
    return { venueNote: null };
  });
