import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { customers } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { limitCodes } from "../limits";
import { noteSecondFactor } from "../sessions";
import { readSecret } from "./read-secret";
import { takeRecoveryCode } from "./recovery-codes";
import { stepOf } from "./totp";

type Customer = Pick<typeof customers.$inferSelect, "id" | "publicId" | "email" | "totpSecret">;

/**
 * Takes a code of the authenticator app, or a recovery code in its place, and uses it up. The session of
 * one who is signed in notes that it was accepted.
 * Throws TWO_FACTOR_INVALID, TWO_FACTOR_UNAVAILABLE and RATE_LIMITED.
 */
export async function checkCode(ctx: Context, customer: Customer, code: string): Promise<void> {
  const codeWasRight = await limitCodes(ctx, customer);
  const digits = code.replaceAll(/\s/g, "");
  const fits = /^\d{6}$/.test(digits)
    ? await takeTotp(ctx, customer, digits)
    : await takeRecoveryCode(ctx.db, customer.id, code);
  if (!fits) throw new AppError("TWO_FACTOR_INVALID", "This code is wrong or was used already.");
  await codeWasRight();
  if (ctx.actor.kind === "customer") await noteSecondFactor(ctx.db, ctx.actor.sessionId);
}

/** In one statement, so that two sign-ins at once can't both take the same code. */
async function takeTotp({ db, log }: Context, customer: Customer, code: string): Promise<boolean> {
  const { id, publicId, totpSecret } = customer;
  if (totpSecret === null) return false;
  const step = stepOf(readSecret({ log }, totpSecret, publicId), code);
  if (step === null) return false;
  const taken = await db
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
  return taken.length > 0;
}
