import { sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { limitSignIn } from "@/lib/http/rate-limit";
import { passwordFits } from "@/lib/passwords";
import type { LogInInput } from "./schemas";
import { startSession } from "./sessions";

/**
 * Checks an e-mail address and a password and starts a session.
 * Throws INVALID_CREDENTIALS, whichever of the two was wrong, and RATE_LIMITED.
 */
export async function logIn(ctx: Context, { email, password }: LogInInput) {
  await limitSignIn(ctx.ip, email);
  const [customer] = await ctx.db
    .select()
    .from(customers)
    .where(sql`lower(${customers.email}) = ${email}`);
  const fits = await passwordFits(customer?.passwordHash, password);
  if (!customer || !fits || customer.disabledAt) {
    throw new AppError("INVALID_CREDENTIALS", "The e-mail address or the password is wrong.");
  }
  const session = await startSession(ctx, customer.id);
  const { id, publicId, name, role } = customer;
  return { id, publicId, email: customer.email, name, role, session };
}
