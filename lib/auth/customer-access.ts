import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers, sessions } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import type { AuditAction } from "@/lib/audit/schemas";
import {
  about,
  type Context,
  type CustomerActor,
  requireAdmin,
  requireFreshAdmin,
} from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { mail } from "@/lib/mail";
import { endAllSessions } from "./own-sessions";
import { clearSecondFactor } from "./second-factor";

type Customer = typeof customers.$inferSelect;

interface CustomerAsk {
  /** The public id, such as `usr_…`. */
  id: string;
  reason: string;
}

/**
 * Locks a customer out: every session ends at once, and no sign-in works until they are let in again.
 * What they bought stays as it is. Throws NOT_FOUND, INVALID_STATE and, of an admin, STEP_UP_REQUIRED.
 */
export const disableCustomer = (ctx: Context, ask: CustomerAsk) =>
  changeAsAdmin(ctx, "customer.disable", ask, async (tx, customer) => {
    if (customer.disabledAt) throw invalid("This customer is disabled already.");
    await set(tx, customer, { disabledAt: new Date() });
    await endAllSessions(tx, customer.id);
  });

/** Lets a disabled customer sign in again. Throws NOT_FOUND, INVALID_STATE and, of an admin, STEP_UP_REQUIRED. */
export const enableCustomer = (ctx: Context, ask: CustomerAsk) =>
  changeAsAdmin(ctx, "customer.enable", ask, async (tx, customer) => {
    if (!customer.disabledAt) throw invalid("This customer is not disabled.");
    await set(tx, customer, { disabledAt: null });
  });

/**
 * Turns the second factor of somebody off who lost it, and ends their sessions. Only once it is known by
 * other means that it is they who ask. Throws NOT_FOUND, INVALID_STATE and STEP_UP_REQUIRED.
 */
export async function resetSecondFactor(ctx: Context, ask: CustomerAsk): Promise<void> {
  requireFreshAdmin(ctx);
  await changeAsAdmin(ctx, "customer.reset_second_factor", ask, async (tx, customer) => {
    if (!customer.totpEnabledAt) throw invalid("This customer has no second factor.");
    await clearSecondFactor(tx, customer.id);
    await endAllSessions(tx, customer.id);
    // Somebody who talked an admin into it is found out by this.
    await mail(tx, "second-factor-off", { user_id: customer.publicId });
  });
}

const invalid = (message: string) => new AppError("INVALID_STATE", message);

const set = (tx: Transaction, { id }: Customer, changes: Partial<typeof customers.$inferInsert>) =>
  tx.update(customers).set(changes).where(eq(customers.id, id));

async function changeAsAdmin(
  ctx: Context,
  action: AuditAction,
  { id, reason }: CustomerAsk,
  change: (tx: Transaction, customer: Customer) => Promise<void>,
): Promise<void> {
  const admin = requireAdmin(ctx);
  about(ctx, { user_id: id });
  if (admin.publicId === id) throw invalid("You can't do this to yourself: ask another admin.");
  await inTransaction(ctx.db, async (tx) => {
    const ours = eq(customers.publicId, id);
    const before = await lockBoth(tx, admin, id);
    if (!before) throw notFound("customer");
    // Who is an admin, and who isn't any more, is decided here.
    if (before.role === "admin") requireFreshAdmin(ctx);
    await change(tx, before);
    const [after] = await tx.select().from(customers).where(ours);
    if (!after) throw new Error("the customer is gone");
    await audit(tx, ctx, {
      action,
      subject: id,
      reason,
      before: shownOf(before),
      after: shownOf(after),
    });
  });
}

/**
 * Locks the customer's row and the asking admin's own, always in the same order, and looks at the admin again:
 * of two who disable each other, or reset each other's second factor, the later one is an admin no more.
 */
async function lockBoth(tx: Transaction, admin: CustomerActor, id: string) {
  const rows = await tx
    .select()
    .from(customers)
    .where(inArray(customers.publicId, [admin.publicId, id]))
    .orderBy(customers.id)
    .for("no key update");
  const own = rows.find(({ publicId }) => publicId === admin.publicId);
  // In a statement of its own: it sees what was done by the one who had the lock before.
  const isSignedIn = await tx.$count(
    sessions,
    and(eq(sessions.id, admin.sessionId), isNull(sessions.revokedAt)),
  );
  if (!own || own.disabledAt || own.role !== "admin" || !isSignedIn) {
    throw new AppError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
  }
  return rows.find(({ publicId }) => publicId === id);
}

const shownOf = ({ disabledAt, totpEnabledAt }: Customer) => ({
  status: disabledAt ? "disabled" : "enabled",
  second_factor: totpEnabledAt !== null,
});
