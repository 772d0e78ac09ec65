import { getTableColumns, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { presentProgram } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/context";
import { env } from "@/lib/env";
import type { Offer } from "./check";
import { freshClaim } from "./claim";
import { limitRunningFree } from "./free-limit";
import { firstStatus, type Purchase } from "./purchase-status";
import { resumeJob } from "./resume-later";

interface For {
  customerId: number;
  /** What it costs, in minor units of the program's currency. */
  priceCents: bigint;
  /** What else belongs into the transaction that records it. */
  also?: (tx: Transaction, purchase: Purchase) => Promise<void>;
}

/**
 * Records a purchase in one statement, claimed by its caller, with the rules that it is bought under and the job that
 * takes it up should it stand still. Null where one with the same key is there already. The asking
 * customer buys it at the program's price, unless it is granted. Throws FREE_TIER_LIMIT where they have it for free already.
 */
export async function insertPurchase(
  ctx: Context,
  { program, payer, group }: Offer,
  idempotencyKey: string | null,
  granted?: For,
): Promise<Purchase | null> {
  const { customerId, priceCents, also }: For = granted ?? {
    customerId: requireCustomer(ctx).id,
    priceCents: program.program.priceCents,
  };
  // Of what an admin grants there may be several.
  const isTaken = granted === undefined;
  const { id: programId, priceCurrency } = program.program;
  const insert = async (db: Executor) => {
    const [made] = await db
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
        freeRunning: isTaken && priceCents === 0n ? true : null,
        status: firstStatus(priceCents),
        ...freshClaim(),
        termsVersion: env().TERMS_VERSION,
        consentIp: ctx.ip,
        consentUserAgent: ctx.userAgent,
      })
      .onConflictDoNothing({ target: [purchases.customerId, purchases.idempotencyKey] })
      .returning({
        ...getTableColumns(purchases),
        job: sql<unknown>`(${resumeJob()}).id`,
      });
    if (!made) return null;
    const { job: _, ...purchase } = made;
    return purchase;
  };
  if (!also) return limitRunningFree(() => insert(ctx.db));
  return inTransaction(ctx.db, async (tx) => {
    const purchase = await insert(tx);
    if (purchase) await also(tx, purchase);
    return purchase;
  });
}
