import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { limitSignIn } from "./limits";
import { matchPassword, passwordOwner, storeNormalized } from "./passwords";
import { recognizeCaller } from "./recognize-caller";
import type { LogInInput } from "./schemas";
import { checkCode } from "./second-factor";
import { startSession } from "./sessions";

const invalidCredentials = () =>
  new AppError("INVALID_CREDENTIALS", "Incorrect email or password.");

/**
 * Checks an email address and a password, and a code if two-factor sign-in is on. Then starts a session. Throws
 * INVALID_CREDENTIALS, whether the address or the password was wrong, TWO_FACTOR_REQUIRED, TWO_FACTOR_INVALID,
 * RATE_LIMITED and UNAVAILABLE.
 */
export async function logIn(ctx: Context, { email, password, code }: LogInInput) {
  const uncountFailure = await limitSignIn(ctx, email);
  const [customer] = await ctx.db
    .select()
    .from(customers)
    .where(sql`lower(${customers.email}) = ${email}`);
  const owner = passwordOwner(ctx, async () => {
    const { device, address } = await recognizeCaller(ctx, email);
    return device || address;
  });
  const match = await matchPassword(owner, customer?.passwordHash, password).catch(
    async (error) => {
      // The password wasn't compared, such as while too many others sign in: this is no failure.
      await uncountFailure();
      throw error;
    },
  );
  if (!customer || match === "none" || customer.disabledAt) throw invalidCredentials();
  await uncountFailure();
  if (customer.totpEnabledAt) await requireCode(ctx, customer, code);
  const passwordHash =
    match === "as_typed"
      ? await storeNormalized(ctx.db, owner, customer, password)
      : customer.passwordHash;
  if (!passwordHash) throw invalidCredentials();
  const session = await startIfUnchanged(ctx, { ...customer, passwordHash });
  const { id, publicId, name, role } = customer;
  return { id, publicId, email: customer.email, name, role, session };
}

type Customer = typeof customers.$inferSelect;

async function requireCode(ctx: Context, customer: Customer, code: string | undefined) {
  if (code === undefined) {
    throw new AppError("TWO_FACTOR_REQUIRED", "Enter the code from your authenticator app.");
  }
  await checkCode(ctx, customer, code);
}

/**
 * Starts the session if the password and the second factor are still those that were checked. The row lock makes this
 * and a change of them wait for each other: no session of the old password can start after that change ended them.
 */
const startIfUnchanged = (
  ctx: Context,
  { id, role, passwordHash, totpEnabledAt, totpSecret }: Customer,
) =>
  inTransaction(ctx.db, async (tx) => {
    const [unchanged] = await tx
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
    if (!unchanged) throw invalidCredentials();
    return startSession(ctx, { id, role, enteredCode: totpEnabledAt !== null }, tx);
  });
