import { violatedUnique } from "@/db/errors";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { hashPassword } from "./passwords";
import type { SignUpInput } from "./schemas";
import { startSession } from "./sessions";

/** Makes a customer and a session for them. Throws EMAIL_TAKEN. */
export async function signUp(ctx: Context, input: SignUpInput) {
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
      const session = await startSession(ctx, customer.id, tx);
      return { publicId, email: input.email, session };
    });
  } catch (error) {
    if (violatedUnique(error) !== "customers_email_key") throw error;
    throw new AppError("EMAIL_TAKEN", "This e-mail address has an account. Sign in instead.");
  }
}
