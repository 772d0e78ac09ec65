import { and, eq, isNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { limitLinks } from "@/lib/http/rate-limit";
import { endLinks, mail, readLink, takeLink } from "@/lib/mail";
import { hashPassword } from "@/lib/passwords";
import { endAllSessions } from "./own-sessions";
import type { ResetPasswordInput } from "./schemas";

const tooLate = () =>
  new AppError("NOT_FOUND", "This link was used already or is too old. Ask for a new one.");

/** Whether a link of an e-mail still leads to a new password. Uses nothing up. */
export const canReset = async ({ db }: Context, token: string): Promise<boolean> =>
  (await readLink(db, token, "reset_password")) !== null;

/**
 * Sets a new password with the token of a letter. All sessions end; the second factor stays, and the
 * address is verified by it. Throws NOT_FOUND for a link that doesn't work, and RATE_LIMITED.
 */
export async function resetPassword(ctx: Context, input: ResetPasswordInput): Promise<void> {
  await limitLinks(ctx.ip);
  // A hash is costly: none for a token of anybody's fancy.
  if (!(await canReset(ctx, input.token))) throw tooLate();
  const passwordHash = await hashPassword(input.new_password);
  await inTransaction(ctx.db, async (tx) => {
    const link = await takeLink(tx, input.token, "reset_password");
    if (!link) throw tooLate();
    const [customer] = await tx
      .update(customers)
      .set({ passwordHash, emailVerifiedAt: sql`coalesce(${customers.emailVerifiedAt}, now())` })
      .where(
        and(
          eq(customers.id, link.customerId),
          eq(customers.email, link.email),
          isNull(customers.disabledAt),
        ),
      )
      .returning({ id: customers.id, publicId: customers.publicId });
    if (!customer) throw tooLate();
    await endAllSessions(tx, customer.id);
    await endLinks(tx, customer.id, "reset_password");
    await mail(tx, "password-changed", { user_id: customer.publicId });
  });
}
