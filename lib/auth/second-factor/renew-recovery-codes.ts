import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import type { BothFactors, RecoveryCodes } from "../schemas";
import { proveBothFactors } from "./prove";
import { replaceRecoveryCodes } from "./recovery-codes";

/** New recovery codes; the ones before stop working. Throws what `proveBothFactors` does. */
export async function renewRecoveryCodes(
  ctx: Context,
  factors: BothFactors,
): Promise<RecoveryCodes> {
  const me = await proveBothFactors(ctx, factors);
  const codes = await inTransaction(ctx.db, (tx) => replaceRecoveryCodes(tx, me.id));
  return { recovery_codes: codes };
}
