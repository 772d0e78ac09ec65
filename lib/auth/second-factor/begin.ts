import { and, eq, isNull } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { encrypt } from "@/lib/core/secrets";
import { isEmailEnabled } from "@/lib/mail";
import { lockOwnRow } from "../lock-own-row";
import { confirmPassword } from "../passwords";
import type { SecondFactorSetUp } from "../schemas";
import { enrolmentUri, newSecret } from "./totp";

/**
 * Creates a secret for an authenticator app. Two-factor sign-in is on once a first code of it is confirmed; until then
 * a later call replaces the secret. Throws INVALID_CREDENTIALS, RATE_LIMITED, and INVALID_STATE if it is on already,
 * or if emails are sent and the address isn't verified.
 */
export async function beginSecondFactor(
  ctx: Context,
  { password }: { password: string },
): Promise<SecondFactorSetUp> {
  const caller = requireCustomer(ctx);
  // Anyone can sign up with another's address. Its owner must not find a stranger's second factor there.
  if (!caller.emailVerified && isEmailEnabled()) {
    throw new AppError("INVALID_STATE", "Verify your email first.");
  }
  const confirmed = await confirmPassword(ctx, password);
  const secret = newSecret();
  const updated = await inTransaction(ctx.db, async (tx) => {
    await lockOwnRow(tx, caller, confirmed);
    return tx
      .update(customers)
      .set({ totpSecret: encrypt(secret, caller.publicId), totpLastStep: null })
      .where(and(eq(customers.id, caller.id), isNull(customers.totpEnabledAt)))
      .returning({ id: customers.id });
  });
  if (updated.length === 0)
    throw new AppError("INVALID_STATE", "Two-factor authentication is already on.");
  return { secret, uri: enrolmentUri(secret, caller.email) };
}
