import { and, eq, isNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { mail } from "@/lib/mail";
import { holdOwnRow } from "../hold-own-row";
import { limitCodes } from "../limits";
import { endOtherSessions } from "../own-sessions";
import type { RecoveryCodes } from "../schemas";
import { noteSecondFactor } from "../sessions";
import { readSecret } from "./read-secret";
import { replaceRecoveryCodes } from "./recovery-codes";
import { stepOf } from "./totp";

/**
 * Turns two-factor sign-in on with a first right code, signs the customer's other devices out and gives
 * the recovery codes. Throws TWO_FACTOR_INVALID, TWO_FACTOR_UNAVAILABLE, RATE_LIMITED and INVALID_STATE.
 */
export async function confirmSecondFactor(
  ctx: Context,
  { code }: { code: string },
): Promise<RecoveryCodes> {
  const me = requireCustomer(ctx);
  const codeWasRight = await limitCodes(ctx, me);
  const [known] = await ctx.db.select().from(customers).where(eq(customers.id, me.id));
  if (!known?.totpSecret || known.totpEnabledAt) {
    throw new AppError("INVALID_STATE", "No set-up of two-factor sign-in is open.");
  }
  const { totpSecret } = known;
  const step = stepOf(readSecret(ctx, totpSecret, me.publicId), code.replaceAll(/\s/g, ""));
  if (step === null) throw new AppError("TWO_FACTOR_INVALID", "This code is wrong.");
  const codes = await inTransaction(ctx.db, async (tx) => {
    await holdOwnRow(tx, me);
    const turned = await tx
      .update(customers)
      .set({ totpEnabledAt: sql`now()`, totpLastStep: step })
      .where(
        and(
          eq(customers.id, me.id),
          eq(customers.totpSecret, totpSecret),
          isNull(customers.totpEnabledAt),
        ),
      )
      .returning({ id: customers.id });
    if (turned.length === 0) {
      throw new AppError("INVALID_STATE", "The set-up was begun again. Use its newest QR code.");
    }
    await endOtherSessions(tx, me);
    await noteSecondFactor(tx, me.sessionId);
    await mail(tx, "second-factor-on", { user_id: me.publicId });
    return replaceRecoveryCodes(tx, me.id);
  });
  await codeWasRight();
  return { recovery_codes: codes };
}
