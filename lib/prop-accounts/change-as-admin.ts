import { eq, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import type { AuditAction } from "@/lib/audit/schemas";
import { addLogFields, type Context, requireAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { noPendingCreation, pendingCreationOf } from "@/lib/venues";
import { changeAccount } from "./change-account";
import { enqueueProvisioning, needsProvisioning } from "./enqueue-provisioning";
import type { FirmReason } from "./schemas";

type Account = typeof propAccounts.$inferSelect;
type Changes = Partial<Omit<typeof propAccounts.$inferInsert, "id" | "status">>;

/** The account that an admin changes, and why. */
interface AdminChange {
  id: string;
  reason: string;
}

/** A change with a reason for the customer: the operator's own one stays in the audit log. */
interface AdminRestriction extends AdminChange {
  customerReason: FirmReason;
}

/**
 * Changes one account for an admin: under its lock, published like every other change of its status, and
 * audited with the values before. Enqueues provisioning where the account needs it afterwards.
 */
async function changeAsAdmin(
  ctx: Context,
  action: AuditAction,
  { id, reason }: AdminChange,
  plan: (account: Account) => Changes,
): Promise<void> {
  requireAdmin(ctx);
  addLogFields(ctx, { prop_account_id: id });
  const byId = eq(propAccounts.id, id);
  await inTransaction(ctx.db, async (tx) => {
    const [before] = await tx.select().from(propAccounts).where(byId).for("update");
    if (!before) throw notFound("prop account");
    const changes = plan(before);
    const after = await changeAccount(tx, id, () => updateAccount(tx, byId, changes));
    if (needsProvisioning(after)) await enqueueProvisioning(tx, after);
    await audit(tx, ctx, {
      action,
      subject: id,
      reason,
      before: auditedFields(before, changes),
      after: auditedFields(after, changes),
    });
  });
}

async function updateAccount(tx: Transaction, byId: SQL, changes: Changes): Promise<Account> {
  const [after] = await tx.update(propAccounts).set(changes).where(byId).returning();
  if (!after) throw new Error("the account is gone");
  return after;
}

/** The status, and the changed fields. */
const auditedFields = (row: Account, changes: Changes) => ({
  status: row.status,
  ...Object.fromEntries(Object.keys(changes).map((key) => [key, row[key as keyof Account]])),
});

const invalidState = (message: string) => new AppError("INVALID_STATE", message);

/** Suspends an account until it is reinstated. Throws NOT_FOUND and INVALID_STATE. */
export const suspendAccount = (ctx: Context, change: AdminRestriction) =>
  changeAsAdmin(ctx, "account.suspend", change, ({ status, adminHold }) => {
    if (status === "closed") {
      throw invalidState("This account is closed, so it can't be suspended.");
    }
    if (adminHold) throw invalidState("An admin has already suspended this account.");
    return { adminHold: true, firmReason: change.customerReason };
  });

/** Ends an admin's suspension; a dispute's goes on. Throws NOT_FOUND and INVALID_STATE. */
export const reinstateAccount = (ctx: Context, change: AdminChange) =>
  changeAsAdmin(ctx, "account.reinstate", change, ({ adminHold, disputeHold }) => {
    if (adminHold) return { adminHold: false };
    throw invalidState(
      disputeHold
        ? "This account is suspended because of an open dispute. It reopens automatically if you win the dispute."
        : "This account isn't suspended by an admin.",
    );
  });

/** Closes an account for good, without a refund. Throws NOT_FOUND and INVALID_STATE. */
export const closeAccount = (ctx: Context, change: AdminRestriction) =>
  changeAsAdmin(ctx, "account.close", change, ({ status }) => {
    if (status === "closed") throw invalidState("This account is already closed.");
    return { closedAt: new Date(), closedReason: "admin", firmReason: change.customerReason };
  });

/**
 * Starts the tries at an account's subaccount anew. A pending creation is looked up first; with `nothingCreated`
 * the admin confirms that it created nothing, and a new one is requested.
 * Throws NOT_FOUND and INVALID_STATE.
 */
export const retryProvisioning = (
  ctx: Context,
  change: AdminChange & { nothingCreated: boolean },
) =>
  changeAsAdmin(ctx, "account.retry", change, (account) => {
    const { status, subaccountId } = account;
    if (status !== "provisioning_failed" && status !== "provisioning") {
      throw invalidState("Only accounts without a subaccount can be retried.");
    }
    const newTries = { provisioningAttempts: 0, provisioningFailedAt: null };
    if (!change.nothingCreated) return newTries;
    const retryFrom = pendingCreationOf(account)?.retryFrom ?? null;
    if (subaccountId !== null || (retryFrom && retryFrom.getTime() > Date.now())) {
      throw invalidState(
        "The venue may still be creating the subaccount, or has already created it. Try again later without this confirmation.",
      );
    }
    return { ...newTries, entity: null, ...noPendingCreation, provisioningError: null };
  });

/** Marks as done what had to be done by hand at the venue. Throws NOT_FOUND and INVALID_STATE. */
export const clearVenueNote = (ctx: Context, change: AdminChange) =>
  changeAsAdmin(ctx, "account.venue_done", change, ({ venueNote }) => {
    if (venueNote === null) {
      throw invalidState("This account has no open venue step.");
    }
    return { venueNote: null };
  });
