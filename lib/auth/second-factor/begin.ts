import { and, eq, isNull } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { sendsMail } from "@/lib/mail";
import { confirmPassword } from "@/lib/passwords";
import { encrypt } from "@/lib/secrets";
import { holdOwnRow } from "../hold-own-row";
import type { SecondFactorSetUp } from "../schemas";
import { enrolmentUri, newSecret } from "./totp";

/**
 * Makes a secret for an authenticator app. It is in force once a first code of it was shown; until then
 * a later one takes its place. Throws INVALID_CREDENTIALS, RATE_LIMITED and INVALID_STATE: it is on, or the
 * address isn't verified where emails are sent.
 */
export async function beginSecondFactor(
  ctx: Context,
  { password }: { password: string },
): Promise<SecondFactorSetUp> {
  const me = requireCustomer(ctx);
  // Anyone can sign up with anyone's address: its owner must not meet a stranger's second factor there.
  if (!me.emailVerified && sendsMail()) {
    throw new AppError("INVALID_STATE", "Verify your email address first.");
  }
  const confirmed = await confirmPassword(ctx, password);
  const secret = newSecret();
  const kept = await inTransaction(ctx.db, async (tx) => {
    await holdOwnRow(tx, me, confirmed);
    return tx
      .update(customers)
      .set({ totpSecret: encrypt(secret, me.publicId), totpLastStep: null })
      .where(and(eq(customers.id, me.id), isNull(customers.totpEnabledAt)))
      .returning({ id: customers.id });
  });
  if (kept.length === 0) throw new AppError("INVALID_STATE", "Two-factor sign-in is on already.");
  return { secret, uri: enrolmentUri(secret, me.email) };
}
