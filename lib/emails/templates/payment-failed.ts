import { and, eq, gt, isNotNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { payments } from "@/db/schema";
import { failureMessage } from "@/lib/core/failure-messages";
import { formatMoney } from "@/lib/core/money";
import type { EmailTemplate } from "../email-content";
import { type PaymentRow, readPayment } from "../read-payment";
import { boughtName } from "./receipt";

/** A payment was declined, with the reason. Not sent if it, or another payment for the same product, has succeeded. */
export const paymentFailedEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readPayment(db, id);
  if (row?.payment.intentStatus !== "requires_payment_method") return null;
  const { payment, customer } = row;
  if (payment.failureReason === null || (await hasPaidSince(db, payment))) return null;
  const amount = formatMoney(payment.amountCents, payment.currency);
  return {
    to: customer.email,
    content: {
      subject: `Your payment of ${amount} didn't go through`,
      name: customer.name,
      paragraphs: [
        `Your payment of ${amount} didn't go through. You haven't been charged.`,
        `${failureMessage(payment.failureReason)} Try again with the same card or a different one.`,
      ],
      details: [
        ["Amount", amount],
        ["For", boughtName(row)],
        ["Payment", payment.id],
      ],
      link: {
        text: "Try again",
        // This page checks with Stripe first, as the payment may have succeeded since.
        path: `/checkout/complete?${new URLSearchParams({ payment_id: payment.id })}`,
      },
      reference: payment.id,
    },
  };
};

/** Whether the customer has paid for the same product by another payment since then. */
async function hasPaidSince(db: Database, payment: PaymentRow["payment"]): Promise<boolean> {
  const [other] = await db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.customerId, payment.customerId),
        isSameProduct(payment),
        isNotNull(payments.paidAt),
        gt(payments.paidAt, payment.createdAt),
      ),
    )
    .limit(1);
  return other !== undefined;
}

/** Payments for the same tier, deposits into the same wallet, or payments for the same program. */
function isSameProduct({ kind, tierId, depositLogin, programId }: PaymentRow["payment"]) {
  switch (kind) {
    case "challenge":
      return eq(payments.tierId, tierId ?? "");
    case "deposit":
      return and(eq(payments.kind, kind), eq(payments.depositLogin, depositLogin ?? 0));
    case "program":
      return eq(payments.programId, programId ?? 0);
  }
}
