import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { holdOwnRow } from "../hold-own-row";
import type { BothFactors, RecoveryCodes } from "../schemas";
import { proveBothFactors } from "./prove";
import { replaceRecoveryCodes } from "./recovery-codes";

/** New recovery codes; the ones before stop working. Throws what `proveBothFactors` does. */
export async function renewRecoveryCodes(
  ctx: Context,
  factors: BothFactors,
): Promise<RecoveryCodes> {
  const { me, confirmed } = await proveBothFactors(ctx, factors);
  const codes = await inTransaction(ctx.db, async (tx) => {
    await holdOwnRow(tx, me, confirmed);
    return replaceRecoveryCodes(tx, me.id);
  });
  return { recovery_codes: codes };
}
