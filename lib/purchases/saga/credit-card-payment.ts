import { eq } from "drizzle-orm";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { purchaseStatus } from "@/lib/challenges/schemas";
import { type CallResult, callTradingServer } from "@/lib/trading";
import { savePurchase } from "./claim";
import { apiData, type Run } from "./run";

const COMMENT = "PROP_CHALLENGE_CARD_PAYMENT";

/**
 * Credits the card payment of a purchase to the wallet that its fee was withdrawn from, and records it as paid. The whole
 * price, also if a part was refunded since: the payment's job books that once the purchase is settled. The key and the
 * stored values are those of `purchase_challenge.sql`.
 */
export async function creditCardPayment(run: Run): Promise<CallResult<object>> {
  const { id, paymentId, payerLogin, accountAmountCents, currency } = run.purchase;
  if (paymentId === null) throw new Error(`purchase ${id} wasn't paid by card`);
  const result = await callTradingServer(() =>
    run.server.submitOperation({
      requestKey: `deposit:${paymentId}:1`,
      login: payerLogin,
      amountCents: accountAmountCents,
      currency,
      reason: "TR_REASON_DEPOSIT",
      comment: COMMENT,
      apiData: apiData(run.purchase, COMMENT),
    }),
  );
  if (result.status !== "accepted") return result;
  const credited = {
    depositNetCents: accountAmountCents,
    depositOrder: result.order,
    depositAttempt: 2,
    // Stored by the release before, which credited the payment first.
    depositPendingCents: null,
  };
  run.purchase = await inTransaction(run.ctx.db, async (tx) => {
    // Payments are locked before their purchases.
    await tx.update(payments).set(credited).where(eq(payments.id, paymentId));
    return savePurchase(tx, run.purchase, { status: purchaseStatus.paid });
  });
  return { status: "accepted" };
}
