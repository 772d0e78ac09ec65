import { and, eq } from "drizzle-orm";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { formatMoney } from "@/lib/core/money";
import { queueEmail } from "@/lib/mail";
import { type MoneyRequest, settleRequest } from "@/lib/money-requests";
import { type TradingServer, withTimeout } from "@/lib/trading";
import { depositWorth, deriveStatus } from "./facts/derive-status";
import type { Payment } from "./facts/intent-changes";
import { isReplaceable } from "./facts/review-flag";

/**
 * Why the refund of a canceled purchase's fee can't be sent: between the request and the fee's return to the wallet,
 * the deposit may have been disputed or refunded, and since then the customer may have spent the money. Null if it can be
 * sent. Throws UNAVAILABLE if the trading server doesn't respond.
 */
export async function whyNotRefundable(
  { db }: Context,
  { amountCents, currency }: MoneyRequest,
  payment: Payment,
  server: TradingServer,
): Promise<string | null> {
  const { id, depositLogin } = payment;
  if (depositLogin === null) return "The payment isn't a wallet top-up.";
  const refunds = await db.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
  const disputes = await db.select().from(paymentDisputes).where(eq(paymentDisputes.paymentId, id));
  if (deriveStatus(payment, refunds, disputes).status === "disputed") {
    return "The top-up is disputed, so a refund could pay the customer twice.";
  }
  const left = depositWorth(payment, refunds, disputes);
  if (left < amountCents) {
    return `Only ${formatMoney(left, currency)} of the top-up can still be refunded.`;
  }
  const wallet = await withTimeout(() => server.getAccount(depositLogin));
  const balance = wallet?.balanceCents ?? 0n;
  return balance < amountCents
    ? `Wallet ${depositLogin} has only ${formatMoney(balance, currency)}: the money was spent, or repaid what the wallet owed.`
    : null;
}

/**
 * Settles a pending refund as rejected. The payment is flagged for review if no operator sees that: for the fee of a
 * purchase, which is refunded later, and for the system's own refund.
 */
export async function rejectRefund(
  ctx: Context,
  { id, adminId, paymentId, purchaseId, amountCents, currency }: MoneyRequest,
  problem: string,
): Promise<void> {
  const amount = formatMoney(amountCents, currency);
  const reviewReason =
    purchaseId === null
      ? `The refund of ${amount} for a program that couldn't be bought wasn't sent to the card: ${problem}`
      : `The refund of ${amount} for purchase ${purchaseId} wasn't sent to the card, and the money is in the wallet: ${problem}`;
  const isFlagged = await inTransaction(ctx.db, async (tx) => {
    if (!(await settleRequest(tx, id, { rejection: problem }))) return false;
    const isSeen = purchaseId === null && adminId !== null;
    if (isSeen || paymentId === null) return false;
    await tx
      .update(payments)
      .set({ reviewKind: "refund_rejected", reviewReason })
      .where(and(eq(payments.id, paymentId), isReplaceable()));
    if (purchaseId === null) await queueEmail(tx, "program-rejected", { payment_id: paymentId });
    return true;
  });
  if (isFlagged) ctx.log.error({ payment_id: paymentId, note: reviewReason }, "payment.flagged");
}
