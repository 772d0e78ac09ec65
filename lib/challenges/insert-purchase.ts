import type { Transaction } from "@/db/client";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { presentProgram } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/context";
import { env } from "@/lib/env";
import type { Offer } from "./check";
import { freshClaim } from "./claim";
import { firstStatus, type Purchase } from "./purchase-status";
import { resumeLater } from "./resume-later";

interface For {
  customerId: number;
  /** What it costs, in minor units of the program's currency. */
  priceCents: bigint;
  /** What else belongs into the transaction that records it. */
  also?: (tx: Transaction, purchase: Purchase) => Promise<void>;
}

/**
 * Records a purchase, claimed by its caller, with the rules that it is bought under and the job that
 * takes it up should it stand still. Null where one with the same key is there already. The asking
 * customer buys it at the program's price, unless it is said otherwise.
 */
export async function insertPurchase(
  ctx: Context,
  { program, payer, group }: Offer,
  idempotencyKey: string | null,
  { customerId, priceCents, also }: For = {
    customerId: requireCustomer(ctx).id,
    priceCents: program.program.priceCents,
  },
): Promise<Purchase | null> {
  const { id: programId, priceCurrency } = program.program;
  return inTransaction(ctx.db, async (tx) => {
    const [made] = await tx
      .insert(purchases)
      .values({
        customerId,
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
    await also?.(tx, made);
    return made;
  });
}
