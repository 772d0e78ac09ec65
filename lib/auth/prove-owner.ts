import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { confirmPassword } from "./passwords";
import { proveBothFactors } from "./second-factor/prove";

/**
 * Checks the password of the signed-in customer again, and a code if two-factor sign-in is on. Resolves with the
 * password's stored hash, for `lockOwnRow`. Throws INVALID_CREDENTIALS, TWO_FACTOR_REQUIRED, TWO_FACTOR_INVALID and
 * RATE_LIMITED.
 */
export async function proveOwner(
  ctx: Context,
  { password, code }: { password: string; code?: string | undefined },
): Promise<string> {
  if (!requireCustomer(ctx).secondFactor) return confirmPassword(ctx, password);
  if (code === undefined) {
    throw new AppError("TWO_FACTOR_REQUIRED", "Enter the code from your authenticator app.");
  }
  return (await proveBothFactors(ctx, { password, code })).confirmed;
}
