import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers, sessions } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import type { AuditAction } from "@/lib/audit/schemas";
import {
  addLogFields,
  type Context,
  type CustomerActor,
  requireAdmin,
  requireFreshAdmin,
} from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { queueEmail } from "@/lib/mail";
import { endAllSessions } from "./own-sessions";
import { clearSecondFactor } from "./second-factor";

type Customer = typeof customers.$inferSelect;

interface CustomerChange {
  /** The public id, such as `usr_…`. */
  id: string;
  reason: string;
}

/**
 * Disables a customer: their sessions end, and they can't sign in until they are enabled. Purchases don't change.
 * Throws NOT_FOUND, INVALID_STATE and, if the customer is an admin, STEP_UP_REQUIRED.
 */
export const disableCustomer = (ctx: Context, input: CustomerChange) =>
  changeAsAdmin(ctx, "customer.disable", input, async (tx, customer) => {
    if (customer.disabledAt) throw invalidState("This customer is already disabled.");
    await updateCustomer(tx, customer, { disabledAt: new Date() });
    await endAllSessions(tx, customer.id);
  });

/**
 * Enables a disabled customer, also one who deleted their account within the last day. Throws NOT_FOUND, INVALID_STATE
 * and, if they are an admin, STEP_UP_REQUIRED.
 */
export const enableCustomer = (ctx: Context, input: CustomerChange) =>
  changeAsAdmin(ctx, "customer.enable", input, async (tx, customer) => {
    if (!customer.disabledAt) throw invalidState("This customer isn't disabled.");
    if (customer.erasedAt) throw invalidState("This customer's personal data has been removed.");
    await updateCustomer(tx, customer, { disabledAt: null, erasureRequestedAt: null });
  });

/**
 * Turns off the second factor of a customer who lost it, and ends their sessions. The admin must have confirmed by
 * other means that the customer requested it. Throws NOT_FOUND, INVALID_STATE and STEP_UP_REQUIRED.
 */
export async function resetSecondFactor(ctx: Context, input: CustomerChange): Promise<void> {
  requireFreshAdmin(ctx);
  await changeAsAdmin(ctx, "customer.reset_second_factor", input, async (tx, customer) => {
    if (!customer.totpEnabledAt)
      throw invalidState("This customer doesn't have two-factor authentication on.");
    await clearSecondFactor(tx, customer.id);
    await endAllSessions(tx, customer.id);
    // So the customer learns of it if someone else talked the admin into it.
    await queueEmail(tx, "second-factor-off", { user_id: customer.publicId });
  });
}

const invalidState = (message: string) => new AppError("INVALID_STATE", message);

const updateCustomer = (
  tx: Transaction,
  { id }: Customer,
  changes: Partial<typeof customers.$inferInsert>,
) => tx.update(customers).set(changes).where(eq(customers.id, id));

async function changeAsAdmin(
  ctx: Context,
  action: AuditAction,
  { id, reason }: CustomerChange,
  change: (tx: Transaction, customer: Customer) => Promise<void>,
): Promise<void> {
  const admin = requireAdmin(ctx);
  addLogFields(ctx, { user_id: id });
  if (admin.publicId === id)
    throw invalidState("You can't do this to your own account. Ask another admin.");
  await inTransaction(ctx.db, async (tx) => {
    const byId = eq(customers.publicId, id);
    const before = await lockCustomerAndAdmin(tx, admin, id);
    if (!before) throw notFound("customer");
    // Read under the lock: the role can't change any more.
    if (before.role === "admin") requireFreshAdmin(ctx);
    await change(tx, before);
    const [after] = await tx.select().from(customers).where(byId);
    if (!after) throw new Error("the customer was deleted");
    await audit(tx, ctx, {
      action,
      subject: id,
      reason,
      before: auditFields(before),
      after: auditFields(after),
    });
  });
}

/**
 * Locks the customer's row and the admin's own, always in the same order, and checks the admin again: of two admins
 * who disable each other, or reset each other's second factor, the second has no session any more.
 */
async function lockCustomerAndAdmin(tx: Transaction, admin: CustomerActor, id: string) {
  const rows = await tx
    .select()
    .from(customers)
    .where(inArray(customers.publicId, [admin.publicId, id]))
    .orderBy(customers.id)
    .for("no key update");
  const own = rows.find(({ publicId }) => publicId === admin.publicId);
  // A statement of its own, so that it sees the changes of the transaction that held the lock before.
  const isSignedIn = await tx.$count(
    sessions,
    and(eq(sessions.id, admin.sessionId), isNull(sessions.revokedAt)),
  );
  if (!own || own.disabledAt || own.role !== "admin" || !isSignedIn) {
    throw new AppError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
  }
  return rows.find(({ publicId }) => publicId === id);
}

const auditFields = ({ disabledAt, totpEnabledAt }: Customer) => ({
  status: disabledAt ? "disabled" : "enabled",
  second_factor: totpEnabledAt !== null,
});
