import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { type Context, requireCustomer, STEP_UP_SECONDS } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { SecondFactorVerified } from "../schemas";
import { checkCode } from "./check-code";

/**
 * Takes a code of the signed-in customer again: for 15 minutes `requireFreshAdmin` accepts an admin's session.
 * Throws TWO_FACTOR_INVALID, RATE_LIMITED and, where two-factor sign-in is off, INVALID_STATE.
 */
export async function verifySecondFactor(
  ctx: Context,
  { code }: { code: string },
): Promise<SecondFactorVerified> {
  const me = requireCustomer(ctx);
  const [known] = await ctx.db.select().from(customers).where(eq(customers.id, me.id));
  if (!known?.totpEnabledAt) throw new AppError("INVALID_STATE", "Two-factor sign-in is off.");
  await checkCode(ctx, known, code);
  return { valid_until: new Date(Date.now() + STEP_UP_SECONDS * 1000).toISOString() };
}
