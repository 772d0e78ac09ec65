import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import type { Purchase } from "@/lib/challenges";
import { lockPurchaseOfPayment } from "@/lib/purchases";
import type { PaymentState } from "../facts/changes-between";
import { deriveStatus } from "../facts/derive-status";

/** A program's payment with its purchase, if it was bought. */
export interface ProgramPayment extends PaymentState {
  purchase: Purchase | null;
}

/**
 * The payment with what Stripe has said of it and its purchase. Both rows are locked until the transaction ends, the
 * payment first. Null for a payment that isn't paid, or is for something else.
 */
export async function lockProgramPayment(
  tx: Transaction,
  id: string,
): Promise<ProgramPayment | null> {
  const [payment] = await tx
    .select()
    .from(payments)
    .where(eq(payments.id, id))
    .for("no key update");
  if (payment?.kind !== "program" || payment.paidAt === null) return null;
  const refunds = await tx.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
  const disputes = await tx.select().from(paymentDisputes).where(eq(paymentDisputes.paymentId, id));
  return { payment, refunds, disputes, purchase: await lockPurchaseOfPayment(tx, id) };
}

/** What the payment's refunds and disputes mean for its challenge. */
export const restrictionsOf = ({ payment, refunds, disputes }: PaymentState) =>
  deriveStatus(payment, refunds, disputes).restrictions;

/**
 * Whether the program can still be bought: it wasn't bought or rejected, and the money is here. A disputed payment buys once
 * the dispute is won.
 */
export function isBuyable(state: ProgramPayment): boolean {
  const { disputeHold, closed } = restrictionsOf(state);
  const { purchase, payment } = state;
  return purchase === null && payment.rejectionCode === null && !disputeHold && closed === null;
}
