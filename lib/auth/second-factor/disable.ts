import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/core/context";
import { isEmbedded } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { queueEmail } from "@/lib/mail";
import { lockOwnRow } from "../lock-own-row";
import type { BothFactors } from "../schemas";
import { clearSecondFactor } from "./clear";
import { proveBothFactors } from "./prove";

/** Turns two-factor sign-in off. Throws what `proveBothFactors` throws, and FORBIDDEN for admins outside development. */
export async function disableSecondFactor(ctx: Context, factors: BothFactors): Promise<void> {
  if (requireCustomer(ctx).role === "admin" && !isEmbedded()) {
    throw new AppError(
      "FORBIDDEN",
      "Admins need two-factor authentication, so it can't be turned off.",
    );
  }
  const { caller, confirmed } = await proveBothFactors(ctx, factors);
  await inTransaction(ctx.db, async (tx) => {
    await lockOwnRow(tx, caller, confirmed);
    await clearSecondFactor(tx, caller.id);
    await queueEmail(tx, "second-factor-off", { user_id: caller.publicId });
  });
}
