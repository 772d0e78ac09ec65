import { and, eq } from "drizzle-orm";
import { challenges, purchases } from "@/db/schema";
import { presentAcceptedTerms } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { formatPurchaseNumber } from "@/lib/core/format";
import { centsToJson, unitsToJson } from "@/lib/core/money";
import { receiptParties } from "@/lib/core/receipt-parties";
import type { ReceiptView } from "@/lib/core/receipt-view";
import { boughtProgramName } from "./present";

/**
 * The receipt of a challenge that the customer bought from a wallet, by the challenge's id.
 * Throws NOT_FOUND, also for a free challenge and for one that was paid by card, whose receipt is its payment's.
 */
export async function getChallengeReceipt(ctx: Context, id: number): Promise<ReceiptView> {
  const me = requireCustomer(ctx);
  const [found] = await ctx.db
    .select({ purchase: purchases, startedAt: challenges.createdAt })
    .from(challenges)
    .innerJoin(purchases, eq(purchases.id, challenges.purchaseId))
    .where(and(eq(challenges.id, id), eq(challenges.customerId, me.id)));
  const order = found?.purchase.paymentOrder ?? null;
  if (!found || order === null || found.purchase.paymentId !== null) throw notFound("receipt");
  const { purchase, startedAt } = found;
  const amount = centsToJson(purchase.amountCents);
  const refunded = purchase.paymentRollbackOrder !== null;
  return {
    number: formatPurchaseNumber(purchase.id),
    payment_id: null,
    paid_at: startedAt.toISOString(),
    ...receiptParties(me),
    bought: {
      name: boughtProgramName(purchase),
      account: {
        size: unitsToJson(purchase.initialBalanceCents),
        currency: purchase.accountCurrency,
      },
    },
    amount_cents: amount,
    currency: purchase.currency,
    paid_with: { kind: "wallet", login: purchase.payerLogin, order },
    terms: await presentAcceptedTerms(ctx.db, purchase.termsVersion),
    given_back: refunded
      ? [{ kind: "refund", amount_cents: amount, at: purchase.updatedAt.toISOString() }]
      : [],
    failed_refunds: [],
  };
}
