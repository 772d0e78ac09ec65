import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import {
  hashPassword,
  passwordOwner,
  sendVerification,
  startSession,
  tryVerificationEmail,
} from "@/lib/auth";
import type { SignUpInput } from "@/lib/auth/schemas";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { openWallet } from "@/lib/trading";

/**
 * Creates a customer with a session and a wallet, and sends an email to verify their address. Throws EMAIL_TAKEN.
 */
export const signUp = (ctx: Context, input: SignUpInput) =>
  createWithWallet(ctx, input, (tx, id) => startSession(ctx, { id, role: "trader" }, tx));

/** Signs up without a session, for our own page, which signs in separately. Throws EMAIL_TAKEN. */
export const register = (ctx: Context, input: SignUpInput) =>
  createWithWallet(ctx, input, async () => null);

type Start<S> = (tx: Transaction, customerId: number) => Promise<S>;

async function createWithWallet<S>(ctx: Context, input: SignUpInput, start: Start<S>) {
  const { id, ...created } = await createCustomer(ctx, input, start);
  await openWallet(ctx, id).catch((error: unknown) => {
    // The insert enqueued a job that opens the wallet ten seconds later.
    ctx.log.warn({ err: error, user_id: created.publicId }, "sign_up.wallet_delayed");
  });
  return created;
}

const emailInUse = () =>
  new AppError("EMAIL_TAKEN", "An account with this email already exists. Sign in instead.");

async function createCustomer<S>(ctx: Context, input: SignUpInput, start: Start<S>) {
  const publicId = newId("usr");
  if (await hasAccount(ctx, input.email)) throw emailInUse();
  const passwordHash = await hashPassword(passwordOwner(ctx), input.password);
  // Past its limit a mailbox gets no more emails, but its owner can still sign up and request the email later:
  // strangers may have caused the earlier ones.
  const tooManyEmails = await tryVerificationEmail(ctx, input.email);
  if (tooManyEmails) ctx.log.info({ user_id: publicId }, "sign_up.verification_not_sent");
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const [customer] = await tx
        .insert(customers)
        .values({
          publicId,
          email: input.email,
          name: input.name ?? null,
          passwordHash,
          appId: ctx.app?.id ?? null,
        })
        .returning({ id: customers.id });
      if (!customer) throw new Error("insert returned no row");
      const session = await start(tx, customer.id);
      if (!tooManyEmails) await sendVerification(tx, { id: customer.id, email: input.email });
      return { id: customer.id, publicId, email: input.email, session };
    });
  } catch (error) {
    if (violatedUnique(error) !== "customers_email_key") throw error;
    throw emailInUse();
  }
}

async function hasAccount({ db }: Context, email: string): Promise<boolean> {
  return (await db.$count(customers, sql`lower(${customers.email}) = ${email}`)) > 0;
}
