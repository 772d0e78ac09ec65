import { failureWords } from "@/lib/client/failure-words";
import { formatMoney } from "@/lib/money";
import type { Write } from "../letter";
import { readPayment } from "../read-payment";
import { nameOf } from "./receipt";

/** That a try to pay failed, and why; not once it was paid after all, or given up. */
export const writePaymentFailed: Write<string> = async (db, id) => {
  const row = await readPayment(db, id);
  if (row?.payment.intentStatus !== "requires_payment_method") return null;
  const { payment, customer } = row;
  if (payment.failureReason === null) return null;
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
