import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { matchPassword, passwordOwner, storeNormalized } from "@/lib/passwords";
import { knownFrom } from "./known-from";
import { limitSignIn } from "./limits";
import type { LogInInput } from "./schemas";
import { checkCode } from "./second-factor";
import { startSession } from "./sessions";

const wrong = () =>
  new AppError("INVALID_CREDENTIALS", "The e-mail address or the password is wrong.");

/**
 * Checks an e-mail address and a password, where it is on also a second factor, and starts a session.
 * Throws INVALID_CREDENTIALS, whichever of the first two was wrong, TWO_FACTOR_REQUIRED,
 * TWO_FACTOR_INVALID, RATE_LIMITED and UNAVAILABLE.
 */
export async function logIn(ctx: Context, { email, password, code }: LogInInput) {
  const takeFailureBack = await limitSignIn(ctx, email);
  const [customer] = await ctx.db
    .select()
    .from(customers)
    .where(sql`lower(${customers.email}) = ${email}`);
  const owner = passwordOwner(ctx, async () => {
    const { device, address } = await knownFrom(ctx, email);
    return device || address;
  });
  const match = await matchPassword(owner, customer?.passwordHash, password).catch(
    async (error) => {
      // While too many others sign in, nobody looked at it: that must not keep its owner out for an hour.
      await takeFailureBack();
      throw error;
    },
  );
  if (!customer || match === "none" || customer.disabledAt) throw wrong();
  await takeFailureBack();
  if (customer.totpEnabledAt) await askCode(ctx, customer, code);
  const passwordHash =
    match === "as_typed"
      ? await storeNormalized(ctx.db, owner, customer, password)
      : customer.passwordHash;
  if (!passwordHash) throw wrong();
  const session = await startChecked(ctx, { ...customer, passwordHash });
  const { id, publicId, name, role } = customer;
  return { id, publicId, email: customer.email, name, role, session };
}

type Customer = typeof customers.$inferSelect;

async function askCode(ctx: Context, customer: Customer, code: string | undefined) {
  if (code === undefined) {
    throw new AppError("TWO_FACTOR_REQUIRED", "A code of your authenticator app is needed too.");
  }
  await checkCode(ctx, customer, code);
}

/**
 * Starts the session if what was checked is still so. Whoever changes it waits for the row, or this
 * does: a session begun with the old password can't outlive the change that ends all of them.
 */
const startChecked = (
  ctx: Context,
  { id, role, passwordHash, totpEnabledAt, totpSecret }: Customer,
) =>
  inTransaction(ctx.db, async (tx) => {
    const [same] = await tx
      .select({ id: customers.id })
      .from(customers)
      .where(
        and(
          eq(customers.id, id),
          eq(customers.passwordHash, passwordHash),
          isNull(customers.disabledAt),
          totpEnabledAt && totpSecret
            ? and(eq(customers.totpSecret, totpSecret), isNotNull(customers.totpEnabledAt))
            : isNull(customers.totpEnabledAt),
        ),
      )
      .for("share");
    if (!same) throw wrong();
    return startSession(ctx, { id, role, enteredCode: totpEnabledAt !== null }, tx);
  });
