import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { customers } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { limitCodes } from "../limits";
import { recordSecondFactor } from "../sessions";
import { readSecret } from "./read-secret";
import { takeRecoveryCode } from "./recovery-codes";
import { stepOf } from "./totp";

type Customer = Pick<typeof customers.$inferSelect, "id" | "publicId" | "email" | "totpSecret">;

/**
 * Checks a code of the authenticator app, or a recovery code, and uses it up. In the session of a signed-in customer
 * the time is recorded.
 * Throws TWO_FACTOR_INVALID, TWO_FACTOR_UNAVAILABLE and RATE_LIMITED.
 */
export async function checkCode(ctx: Context, customer: Customer, code: string): Promise<void> {
  const resetCount = await limitCodes(ctx, customer);
  const digits = code.replaceAll(/\s/g, "");
  const isValid = /^\d{6}$/.test(digits)
    ? await takeTotp(ctx, customer, digits)
    : await takeRecoveryCode(ctx.db, customer.id, code);
  if (!isValid) throw new AppError("TWO_FACTOR_INVALID", "That code is incorrect or already used.");
  await resetCount();
  if (ctx.actor.kind === "customer") await recordSecondFactor(ctx.db, ctx.actor.sessionId);
}

/** Uses up a code in one statement, so that two concurrent sign-ins can't both use it. */
async function takeTotp({ db, log }: Context, customer: Customer, code: string): Promise<boolean> {
  const { id, publicId, totpSecret } = customer;
  if (totpSecret === null) return false;
  const step = stepOf(readSecret({ log }, totpSecret, publicId), code);
  if (step === null) return false;
  const updated = await db
    .update(customers)
    .set({ totpLastStep: step })
    .where(
      and(
        eq(customers.id, id),
        eq(customers.totpSecret, totpSecret),
        isNotNull(customers.totpEnabledAt),
        or(isNull(customers.totpLastStep), lt(customers.totpLastStep, step)),
      ),
    )
    .returning({ id: customers.id });
  return updated.length > 0;
}
