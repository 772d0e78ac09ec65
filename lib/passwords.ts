import { hash, verify } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { type Context, requireCustomer } from "./context";
import { AppError } from "./errors";
import { limitSignIn } from "./http/rate-limit";

/** The argon2id hash of a password that a person chose. */
export const hashPassword = (password: string): Promise<string> => hash(password);

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits the hash. Without a hash (no such person) it takes as long all
 * the same, so that the time tells nobody which e-mail addresses are known.
 */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("a password that nobody has");
  const fits = await verify(stored ?? (await decoy), password);
  return fits && stored !== undefined;
}

/**
 * Asks the signed-in customer for their own password again. Answers with the hash that it fits, to look
 * at again under a lock. Throws INVALID_CREDENTIALS and RATE_LIMITED.
 */
export async function confirmPassword(ctx: Context, password: string): Promise<string> {
  const me = requireCustomer(ctx);
  await limitSignIn(ctx.ip, me.email);
  const [row] = await ctx.db
    .select({ stored: customers.passwordHash })
    .from(customers)
    .where(eq(customers.id, me.id));
  if (row && (await passwordFits(row.stored, password))) return row.stored;
  throw new AppError("INVALID_CREDENTIALS", "That is not the password you sign in with.");
}
