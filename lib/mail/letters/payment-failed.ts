import { and, eq, gt, isNotNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { payments } from "@/db/schema";
import { failureWords } from "@/lib/client/failure-words";
import { formatMoney } from "@/lib/money";
import type { Write } from "../letter";
import { type PaymentRow, readPayment } from "../read-payment";
import { nameOf } from "./receipt";

/** That a try to pay failed, and why; not once it, or another payment for the same, was made or begun anew. */
export const writePaymentFailed: Write<string> = async (db, id) => {
  const row = await readPayment(db, id);
  if (row?.payment.intentStatus !== "requires_payment_method") return null;
  const { payment, customer } = row;
  if (payment.failureReason === null || (await hasPaidSince(db, payment))) return null;
  const amount = formatMoney(payment.amountCents, payment.currency);
  return {
    to: customer.email,
    letter: {
      subject: `Your payment of ${amount} didn't go through`,
      name: customer.name,
      paragraphs: [
        `Your payment of ${amount} didn't go through, and no money was taken.`,
        `${failureWords(payment.failureReason)} You can try again with the same or another card.`,
      ],
      facts: [
        ["Amount", amount],
        ["For", nameOf(row)],
        ["Payment", payment.id],
      ],
      link: {
        text: "Try again",
        // That page checks with Stripe first: by now it may be paid.
        path: `/checkout/complete?${new URLSearchParams({ payment_id: payment.id })}`,
      },
      reference: payment.id,
    },
  };
};

/** Whether the customer has since paid for the same thing by another payment. */
async function hasPaidSince(db: Database, payment: PaymentRow["payment"]): Promise<boolean> {
  const { customerId, createdAt, tierId, depositLogin } = payment;
  const same =
    tierId === null ? eq(payments.depositLogin, depositLogin ?? 0) : eq(payments.tierId, tierId);
  const [other] = await db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.customerId, customerId),
        same,
        isNotNull(payments.paidAt),
        gt(payments.paidAt, createdAt),
      ),
    )
    .limit(1);
  return other !== undefined;
}
