import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/core/context";
import { queueEmail, revokeLinks } from "@/lib/mail";
import { lockOwnRow } from "./lock-own-row";
import { endOtherSessions } from "./own-sessions";
import { confirmPassword, hashPassword, passwordOwner } from "./passwords";
import type { ChangePasswordInput } from "./schemas";

/**
 * Replaces the customer's password. Ends their other sessions, and links that reset the password or
 * change the email address.
 * Throws INVALID_CREDENTIALS, UNAUTHENTICATED and RATE_LIMITED.
 */
export async function changePassword(ctx: Context, input: ChangePasswordInput): Promise<void> {
  const caller = requireCustomer(ctx);
  const confirmed = await confirmPassword(ctx, input.current_password);
  const passwordHash = await hashPassword(passwordOwner(ctx), input.new_password);
  await inTransaction(ctx.db, async (tx) => {
    await lockOwnRow(tx, caller, confirmed);
    await tx.update(customers).set({ passwordHash }).where(eq(customers.id, caller.id));
    await endOtherSessions(tx, caller);
    await revokeLinks(tx, caller.id, "reset_password");
    // Whoever knew the password before may have requested it.
    await revokeLinks(tx, caller.id, "change_email");
    await queueEmail(tx, "password-changed", { user_id: caller.publicId });
  });
}
