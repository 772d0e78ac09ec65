import { and, eq, isNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { queueEmail } from "@/lib/mail";
import { limitCodes } from "../limits";
import { lockOwnRow } from "../lock-own-row";
import { endOtherSessions } from "../own-sessions";
import type { RecoveryCodes } from "../schemas";
import { recordSecondFactor } from "../sessions";
import { readSecret } from "./read-secret";
import { replaceRecoveryCodes } from "./recovery-codes";
import { stepOf } from "./totp";

/**
 * Turns two-factor sign-in on with a first code, ends the customer's other sessions and returns the recovery
 * codes. Throws TWO_FACTOR_INVALID, TWO_FACTOR_UNAVAILABLE, RATE_LIMITED and INVALID_STATE.
 */
export async function confirmSecondFactor(
  ctx: Context,
  { code }: { code: string },
): Promise<RecoveryCodes> {
  const caller = requireCustomer(ctx);
  const resetCount = await limitCodes(ctx, caller);
  const [customer] = await ctx.db.select().from(customers).where(eq(customers.id, caller.id));
  if (!customer?.totpSecret || customer.totpEnabledAt) {
    throw new AppError("INVALID_STATE", "Two-factor setup hasn't been started.");
  }
  const { totpSecret } = customer;
  const step = stepOf(readSecret(ctx, totpSecret, caller.publicId), code.replaceAll(/\s/g, ""));
  if (step === null) throw new AppError("TWO_FACTOR_INVALID", "That code is incorrect.");
  const codes = await inTransaction(ctx.db, async (tx) => {
    await lockOwnRow(tx, caller);
    const updated = await tx
      .update(customers)
      .set({ totpEnabledAt: sql`now()`, totpLastStep: step })
      .where(
        and(
          eq(customers.id, caller.id),
          eq(customers.totpSecret, totpSecret),
          isNull(customers.totpEnabledAt),
        ),
      )
      .returning({ id: customers.id });
    if (updated.length === 0) {
      throw new AppError("INVALID_STATE", "Setup was restarted. Scan the latest QR code.");
    }
    await endOtherSessions(tx, caller);
    await recordSecondFactor(tx, caller.sessionId);
    await queueEmail(tx, "second-factor-on", { user_id: caller.publicId });
    return replaceRecoveryCodes(tx, caller.id);
  });
  await resetCount();
  return { recovery_codes: codes };
}
