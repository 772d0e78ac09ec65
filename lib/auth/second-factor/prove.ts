import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { type Context, type CustomerActor, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { confirmPassword } from "../passwords";
import type { BothFactors } from "../schemas";
import { checkCode } from "./check-code";

/**
 * Checks the password and a code of the signed-in customer again, before either is changed.
 * Throws INVALID_CREDENTIALS, TWO_FACTOR_INVALID, RATE_LIMITED and, if two-factor sign-in is off, INVALID_STATE.
 */
export async function proveBothFactors(
  ctx: Context,
  { password, code }: BothFactors,
): Promise<{ caller: CustomerActor; confirmed: string }> {
  const caller = requireCustomer(ctx);
  const confirmed = await confirmPassword(ctx, password);
  const [customer] = await ctx.db.select().from(customers).where(eq(customers.id, caller.id));
  if (!customer?.totpEnabledAt)
    throw new AppError("INVALID_STATE", "Two-factor authentication is off.");
  await checkCode(ctx, customer, code);
  return { caller, confirmed };
}
