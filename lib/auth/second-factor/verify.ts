import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { type Context, requireCustomer, STEP_UP_SECONDS } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { SecondFactorVerified } from "../schemas";
import { checkCode } from "./check-code";

/**
 * Checks a code of the signed-in customer again: for 15 minutes `requireFreshAdmin` accepts the session of an admin.
 * Throws TWO_FACTOR_INVALID, RATE_LIMITED and, if two-factor sign-in is off, INVALID_STATE.
 */
export async function verifySecondFactor(
  ctx: Context,
  { code }: { code: string },
): Promise<SecondFactorVerified> {
  const caller = requireCustomer(ctx);
  const [customer] = await ctx.db.select().from(customers).where(eq(customers.id, caller.id));
  if (!customer?.totpEnabledAt)
    throw new AppError("INVALID_STATE", "Two-factor authentication is off.");
  await checkCode(ctx, customer, code);
  return { valid_until: new Date(Date.now() + STEP_UP_SECONDS * 1000).toISOString() };
}
