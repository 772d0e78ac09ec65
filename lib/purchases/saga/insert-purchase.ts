import { getTableColumns, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { boughtTerms, currentTermsVersion } from "@/lib/catalog";
import type { Purchase } from "@/lib/challenges";
import { type Context, requireCustomer } from "@/lib/core/context";
import type { Consent } from "@/lib/trading";
import type { Offer } from "../check-purchase-request";
import { limitRunningFree } from "../free-limit";
import { freshClaim } from "./claim";
import { resumeJobSql } from "./schedule-resume";
import { firstStatus } from "./transitions";

interface Recorded {
  idempotencyKey: string | null;
  /** The version of the terms that the buyer was shown; null for the one in effect. */
  shownTerms: string | null;
}

interface GrantedPurchase {
  customerId: number;
  /** The card payment that paid the price, with what its buyer agreed to; left out if an admin grants it. */
  paidBy?: { paymentId: string; consent: Consent };
  /** The price, in minor units of the program's currency. */
  priceCents: bigint;
  /** Further writes for the transaction that records it. */
  also?: (tx: Transaction, purchase: Purchase) => Promise<void>;
}

/**
 * Records a purchase in one statement, claimed by its caller, with its rules and the job that resumes it if it
 * stalls. Null if there is one with the same key or payment. The caller buys it at the program's price, unless it is
 * granted or paid by card.
 * Throws FREE_TIER_LIMIT if they have it for free already.
 */
export async function insertPurchase(
  ctx: Context,
  { program, payer, group }: Offer,
  { idempotencyKey, shownTerms }: Recorded,
  granted?: GrantedPurchase,
): Promise<Purchase | null> {
  const { customerId, priceCents, paidBy, also }: GrantedPurchase = granted ?? {
    customerId: requireCustomer(ctx).id,
    priceCents: program.program.priceCents,
  };
  const consent = paidBy?.consent ?? {
    termsVersion: shownTerms,
    ip: ctx.ip,
    userAgent: ctx.userAgent,
  };
  // Admins may grant a free program several times.
  const isBought = granted === undefined;
  const { id: programId, priceCurrency } = program.program;
  const insert = async (db: Executor) => {
    const [inserted] = await db
      .insert(purchases)
      .values({
        customerId,
        programId,
        program: boughtTerms(program),
        ruleSetId: program.steps[0]?.ruleSetId ?? null,
        payerLogin: payer.login,
        paymentId: paidBy?.paymentId ?? null,
        amountCents: priceCents,
        currency: priceCurrency,
        accountAmountCents: priceCents,
        accountGroup: group.name,
        accountCurrency: group.currency,
        initialBalanceCents: group.defaultDepositCents,
        idempotencyKey,
        freeRunning: isBought && priceCents === 0n ? true : null,
        status: firstStatus(priceCents),
        ...freshClaim(),
        termsVersion: consent.termsVersion ?? currentTermsVersion,
        consentIp: consent.ip,
        consentUserAgent: consent.userAgent,
      })
      .onConflictDoNothing({
        target: paidBy ? purchases.paymentId : [purchases.customerId, purchases.idempotencyKey],
      })
      .returning({
        ...getTableColumns(purchases),
        job: sql<unknown>`(${resumeJobSql()}).id`,
      });
    if (!inserted) return null;
    const { job: _, ...purchase } = inserted;
    return purchase;
  };
  if (!also) return limitRunningFree(() => insert(ctx.db));
  return inTransaction(ctx.db, async (tx) => {
    const purchase = await insert(tx);
    if (purchase) await also(tx, purchase);
    return purchase;
  });
}
