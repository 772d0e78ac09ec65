import { formatMoney } from "@/lib/core/money";
import type { EmailTemplate } from "../email-content";
import { type RefundRow, readRefund } from "../read-refund";
import { boughtName } from "./receipt";

/** A refund failed or was canceled: where the money is, and what happens next. */
export const refundFailedEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readRefund(db, id);
  if (!row?.hasFailed) return null;
  const { payment, customer, refund } = row;
  const amount = formatMoney(refund.amountCents, payment.currency);
  const isCanceled = refund.status === "canceled";
  return {
    to: customer.email,
    content: {
      subject: isCanceled
        ? `Your refund of ${amount} was canceled`
        : `Your refund of ${amount} didn't arrive`,
      name: customer.name,
      paragraphs: [
        isCanceled
          ? `Our refund of ${amount} was canceled before it reached your bank, so the money isn't on its way to you.`
          : `Your bank returned our refund of ${amount}, so the money hasn't reached you.`,
        ...effect(row),
        nextStep(row),
      ],
      details: [
        ["Refund", amount],
        ["For", boughtName(row)],
        ["Payment", payment.id],
      ],
      link: { text: "View payment", path: `/dashboard/payments/${payment.id}` },
      reference: payment.id,
    },
  };
};

/** Where the money is for now, and that an account which the refund had closed is open again. */
function effect({ payment, account, refund, refundedCents }: RefundRow): string[] {
  if (refundedCents >= payment.amountCents) return [];
  if (payment.kind === "deposit") {
    return ["The amount is back in your wallet for now."];
  }
  if (payment.kind === "program") return [];
  // The last of several partial refunds closes the account too.
  const hadClosedAccount = refundedCents + refund.amountCents >= payment.amountCents;
  return hadClosedAccount && account?.status === "active"
    ? ["The account that the refund closed is open again, and you can trade it."]
    : [];
}

function nextStep({ payment, refund, refundedCents }: RefundRow): string {
  if (refundedCents >= payment.amountCents) {
    return "Your payment has since been fully refunded by other refunds.";
  }
  return refund.status === "canceled"
    ? "If you're still expecting this refund, reply to this email."
    : "You don't need to do anything. We'll email you to arrange another way to pay you back.";
}
