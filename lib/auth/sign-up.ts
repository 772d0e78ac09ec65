import type { Transaction } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { hashPassword } from "@/lib/passwords";
import { openWallet } from "@/lib/trading";
import type { SignUpInput } from "./schemas";
import { startSession } from "./sessions";
import { sendVerification } from "./verify-email";

/**
 * Makes a customer, a session for them and their wallet; a letter asks for their address.
 * Throws EMAIL_TAKEN.
 */
export const signUp = (ctx: Context, input: SignUpInput) =>
  enrol(ctx, input, (tx, id) => startSession(ctx, id, tx));

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

async function createCustomer<S>(ctx: Context, input: SignUpInput, begin: Begin<S>) {
  const publicId = newId("usr");
  const passwordHash = await hashPassword(input.password);
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
      await sendVerification(tx, { id: customer.id, email: input.email });
      return { id: customer.id, publicId, email: input.email, session };
    });
  } catch (error) {
    if (violatedUnique(error) !== "customers_email_key") throw error;
    throw new AppError("EMAIL_TAKEN", "This e-mail address has an account. Sign in instead.");
  }
}
