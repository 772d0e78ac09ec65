import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { presentProgram } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/context";
import { env } from "@/lib/env";
import type { Offer } from "./check";
import { freshClaim } from "./claim";
import { firstStatus, type Purchase } from "./purchase-status";
import { resumeLater } from "./resume-later";

/**
 * Records a purchase, claimed by its caller, with the rules that it is bought under and the job that
 * takes it up should it stand still. Null where one with the same key is there already.
 */
export async function insertPurchase(
  ctx: Context,
  { program, payer, group }: Offer,
  idempotencyKey: string | null,
): Promise<Purchase | null> {
  const { id: programId, priceCents, priceCurrency } = program.program;
  return inTransaction(ctx.db, async (tx) => {
    const [made] = await tx
      .insert(purchases)
      .values({
        customerId: requireCustomer(ctx).id,
        programId,
        program: presentProgram(program),
        payerLogin: payer.login,
        amountCents: priceCents,
        currency: priceCurrency,
        accountAmountCents: priceCents,
        accountGroup: group.name,
        accountCurrency: group.currency,
        initialBalanceCents: group.defaultDepositCents,
        idempotencyKey,
        status: firstStatus(priceCents),
        ...freshClaim(),
        termsVersion: env().TERMS_VERSION,
        consentIp: ctx.ip,
        consentUserAgent: ctx.userAgent,
      })
      .onConflictDoNothing({ target: [purchases.customerId, purchases.idempotencyKey] })
      .returning();
    if (!made) return null;
    await resumeLater(tx, made);
    return made;
  });
}
