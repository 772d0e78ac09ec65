import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { type Context, type CustomerActor, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { confirmPassword } from "@/lib/passwords";
import type { BothFactors } from "../schemas";
import { checkCode } from "./check-code";

/**
 * Asks the signed-in customer for password and code again, before either can be changed.
 * Throws INVALID_CREDENTIALS, TWO_FACTOR_INVALID, RATE_LIMITED and, where it is off, INVALID_STATE.
 */
export async function proveBothFactors(
  ctx: Context,
  { password, code }: BothFactors,
): Promise<{ me: CustomerActor; confirmed: string }> {
  const me = requireCustomer(ctx);
  const confirmed = await confirmPassword(ctx, password);
  const [known] = await ctx.db.select().from(customers).where(eq(customers.id, me.id));
  if (!known?.totpEnabledAt) throw new AppError("INVALID_STATE", "Two-factor sign-in is off.");
  await checkCode(ctx, known, code);
  return { me, confirmed };
}
