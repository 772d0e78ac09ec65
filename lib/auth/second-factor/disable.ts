import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { isEmbedded } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { mail } from "@/lib/mail";
import { holdOwnRow } from "../hold-own-row";
import type { BothFactors } from "../schemas";
import { clearSecondFactor } from "./clear";
import { proveBothFactors } from "./prove";

/** Turns two-factor sign-in off. Throws what `proveBothFactors` does, and FORBIDDEN for admins outside development. */
export async function disableSecondFactor(ctx: Context, factors: BothFactors): Promise<void> {
  if (requireCustomer(ctx).role === "admin" && !isEmbedded()) {
    throw new AppError("FORBIDDEN", "Admins need two-factor sign-in: it can't be turned off.");
  }
  const { me, confirmed } = await proveBothFactors(ctx, factors);
  await inTransaction(ctx.db, async (tx) => {
    await holdOwnRow(tx, me, confirmed);
    await clearSecondFactor(tx, me.id);
    await mail(tx, "second-factor-off", { user_id: me.publicId });
  });
}
