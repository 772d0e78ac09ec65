import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { hashPassword, passwordOwner } from "@/lib/passwords";
import { openWallet } from "@/lib/trading";
import { tryVerificationEmail } from "./limits";
import type { SignUpInput } from "./schemas";
import { startSession } from "./sessions";
import { sendVerification } from "./verify-email";

/**
 * Makes a customer, a session for them and their wallet; an email asks to verify their address.
 * Throws EMAIL_TAKEN.
 */
export const signUp = (ctx: Context, input: SignUpInput) =>
  enrol(ctx, input, (tx, id) => startSession(ctx, { id, role: "trader" }, tx));

/** The same without a session: our own page signs in by itself. Throws EMAIL_TAKEN. */
export const register = (ctx: Context, input: SignUpInput) => enrol(ctx, input, async () => null);

type Begin<S> = (tx: Transaction, customerId: number) => Promise<S>;

async function enrol<S>(ctx: Context, input: SignUpInput, begin: Begin<S>) {
  const { id, ...made } = await createCustomer(ctx, input, begin);
  await openWallet(ctx, id).catch((error: unknown) => {
    // The row brought a job with it that opens the wallet in ten seconds.
    ctx.log.warn({ err: error, user_id: made.publicId }, "the wallet is left to its job");
  });
  return made;
}

const taken = () =>
  new AppError("EMAIL_TAKEN", "This e-mail address has an account. Sign in instead.");

async function createCustomer<S>(ctx: Context, input: SignUpInput, begin: Begin<S>) {
  const publicId = newId("usr");
  if (await isTaken(ctx, input.email)) throw taken();
  const passwordHash = await hashPassword(passwordOwner(ctx), input.password);
  // A mailbox that had its share of emails gets no other one now, but its owner can sign up all the same
  // and ask for it later: those before may be anyone's doing.
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
      const session = await begin(tx, customer.id);
      if (!tooManyEmails) await sendVerification(tx, { id: customer.id, email: input.email });
      return { id: customer.id, publicId, email: input.email, session };
    });
  } catch (error) {
    if (violatedUnique(error) !== "customers_email_key") throw error;
    throw taken();
  }
}

async function isTaken({ db }: Context, email: string): Promise<boolean> {
  return (await db.$count(customers, sql`lower(${customers.email}) = ${email}`)) > 0;
}
