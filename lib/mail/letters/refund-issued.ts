import { formatMoney } from "@/lib/money";
import type { Write } from "../letter";
import { type RefundRow, readRefund } from "../read-refund";
import { nameOf } from "./receipt";

/** That a refund was made: how much, where it goes and what it means; not once it has failed. */
export const writeRefundIssued: Write<string> = async (db, id) => {
  const row = await readRefund(db, id);
  if (!row || row.hasFailed) return null;
  const { payment, customer, refund, refundedCents } = row;
  const [amount, paid] = [refund.amountCents, payment.amountCents].map((cents) =>
    formatMoney(cents, payment.currency),
  );
  const isFull = refund.amountCents >= payment.amountCents;
  return {
    to: customer.email,
    letter: {
      subject: `We refunded ${amount}`,
      name: customer.name,
      paragraphs: [
        isFull
          ? `We refunded your payment of ${paid} in full.`
          : `We refunded ${amount} of your payment of ${paid}.`,
        arrival(refund.status),
        consequence(row),
      ],
      facts: [
        ["Refund", `${amount}`],
        ...(isFull
          ? []
          : [["Refunded so far", formatMoney(refundedCents, payment.currency)] as const]),
        ["For", nameOf(row)],
        ["Payment", payment.id],
      ].map(([name = "", value = ""]): [string, string] => [name, value]),
      link: { text: "See the payment", path: `/dashboard/payments/${payment.id}` },
      reference: payment.id,
    },
  };
};

const arrival = (status: string): string =>
  status === "requires_action"
    ? "Stripe, which handles our payments, emails you to ask where the money should go. It is sent once you have answered."
    : "The money goes back to the card you paid with, usually within 5 to 10 business days.";

/** What a refund means for what was bought. */
function consequence({ payment, account, refundedCents }: RefundRow): string {
  if (payment.kind === "deposit") {
    return `The same amount was taken out of wallet ${payment.depositLogin}. If you had already spent it, the wallet shows what it owes.`;
  }
  if (account?.status === "closed" || refundedCents >= payment.amountCents) {
    return "The account that this payment bought is closed.";
  }
  return "Your account stays as it is.";
}
