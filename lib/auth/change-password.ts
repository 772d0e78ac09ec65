import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { endLinks, mail } from "@/lib/mail";
import { confirmPassword, hashPassword, passwordOwner } from "@/lib/passwords";
import { holdOwnRow } from "./hold-own-row";
import { endOtherSessions } from "./own-sessions";
import type { ChangePasswordInput } from "./schemas";

/**
 * Replaces the customer's password; every other session ends at once, and so do links to reset it.
 * Throws INVALID_CREDENTIALS, UNAUTHENTICATED and RATE_LIMITED.
 */
export async function changePassword(ctx: Context, input: ChangePasswordInput): Promise<void> {
  const me = requireCustomer(ctx);
  const confirmed = await confirmPassword(ctx, input.current_password);
  const passwordHash = await hashPassword(passwordOwner(ctx), input.new_password);
  await inTransaction(ctx.db, async (tx) => {
    await holdOwnRow(tx, me, confirmed);
    await tx.update(customers).set({ passwordHash }).where(eq(customers.id, me.id));
    await endOtherSessions(tx, me);
    await endLinks(tx, me.id, "reset_password");
    await mail(tx, "password-changed", { user_id: me.publicId });
  });
}
