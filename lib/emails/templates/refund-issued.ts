import { rejectionMessage } from "@/lib/core/failure-messages";
import { formatMoney } from "@/lib/core/money";
import type { EmailTemplate } from "../email-content";
import { type RefundRow, readRefund } from "../read-refund";
import { boughtName } from "./receipt";

/** A refund was made: its amount, where it goes and its effect. Not sent if it has failed since. */
export const refundIssuedEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readRefund(db, id);
  if (!row || row.hasFailed) return null;
  const { payment, customer, refund, refundedCents } = row;
  const [amount, paid] = [refund.amountCents, payment.amountCents].map((cents) =>
    formatMoney(cents, payment.currency),
  );
  const isFull = refund.amountCents >= payment.amountCents;
  return {
    to: customer.email,
    content: {
      subject: `We refunded ${amount}`,
      name: customer.name,
      paragraphs: [
        isFull
          ? `We refunded your payment of ${paid} in full.`
          : `We refunded ${amount} of your payment of ${paid}.`,
        arrival(refund.status),
        effect(row),
      ],
      details: [
        ["Refund", `${amount}`],
        ...(isFull
          ? []
          : [["Refunded so far", formatMoney(refundedCents, payment.currency)] as const]),
        ["For", boughtName(row)],
        ["Payment", payment.id],
      ].map(([name = "", value = ""]): [string, string] => [name, value]),
      link: { text: "View payment", path: `/dashboard/payments/${payment.id}` },
      reference: payment.id,
    },
  };
};

const arrival = (status: string): string =>
  status === "requires_action"
    ? "Stripe, our payment provider, will email you to ask where to send the money. Stripe sends it once you've replied."
    : "The money usually appears on the card you paid with within 5–10 business days.";

/** The effect of a refund on the product of its payment. */
function effect({ payment, account, refundedCents, canceledChallenge }: RefundRow): string {
  if (canceledChallenge !== null) {
    return `It's the fee of your canceled ${canceledChallenge} challenge. It was returned to your wallet first, and left it with this refund.`;
  }
  if (payment.kind === "deposit") {
    return "We took the same amount out of your wallet. If you'd already spent it, your wallet shows the amount owed.";
  }
  if (payment.rejectionCode !== null) {
    return `${rejectionMessage(payment.rejectionCode)} You can choose another challenge in our store at any time.`;
  }
  if (payment.kind === "program") {
    return refundedCents >= payment.amountCents
      ? "The challenge you bought with this payment has ended."
      : "Your challenge isn't affected.";
  }
  if (account?.status === "closed" || refundedCents >= payment.amountCents) {
    return "The account you bought with this payment is closed.";
  }
  return "Your account isn't affected.";
}
