import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { lockOwnRow } from "../lock-own-row";
import type { BothFactors, RecoveryCodes } from "../schemas";
import { proveBothFactors } from "./prove";
import { replaceRecoveryCodes } from "./recovery-codes";

/** Replaces the recovery codes. Throws what `proveBothFactors` throws. */
export async function renewRecoveryCodes(
  ctx: Context,
  factors: BothFactors,
): Promise<RecoveryCodes> {
  const { caller, confirmed } = await proveBothFactors(ctx, factors);
  const codes = await inTransaction(ctx.db, async (tx) => {
    await lockOwnRow(tx, caller, confirmed);
    return replaceRecoveryCodes(tx, caller.id);
  });
  return { recovery_codes: codes };
}
