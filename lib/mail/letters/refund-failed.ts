import { formatMoney } from "@/lib/money";
import type { Write } from "../letter";
import { type RefundRow, readRefund } from "../read-refund";
import { nameOf } from "./receipt";

/** That a refund didn't arrive or was canceled: where the money is, and what happens next. */
export const writeRefundFailed: Write<string> = async (db, id) => {
  const row = await readRefund(db, id);
  if (!row?.hasFailed) return null;
  const { payment, customer, refund } = row;
  const amount = formatMoney(refund.amountCents, payment.currency);
  const isCanceled = refund.status === "canceled";
  return {
    to: customer.email,
    letter: {
      subject: isCanceled
        ? `Your refund of ${amount} was canceled`
        : `Your refund of ${amount} didn't arrive`,
      name: customer.name,
      paragraphs: [
        isCanceled
          ? `Our refund of ${amount} was canceled before it reached your bank. The money isn't on its way to you.`
          : `Your bank returned our refund of ${amount}, so the money hasn't reached you.`,
        ...consequence(row),
        whatFollows(row),
      ],
      facts: [
        ["Refund", amount],
        ["For", nameOf(row)],
        ["Payment", payment.id],
      ],
      link: { text: "See the payment", path: `/dashboard/payments/${payment.id}` },
      reference: payment.id,
    },
  };
};

/** Where the money is meanwhile, and that an account which the refund had closed is open again. */
function consequence({ payment, account, refund, refundedCents }: RefundRow): string[] {
  if (refundedCents >= payment.amountCents) return [];
  if (payment.kind === "deposit") {
    return [`Until then the amount is in wallet ${payment.depositLogin} again.`];
  }
  // The last of several parts closes it as well.
  const hadClosed = refundedCents + refund.amountCents >= payment.amountCents;
  return hadClosed && account?.status === "active"
    ? ["The account that the refund had closed is open again, and you can trade it."]
    : [];
}

function whatFollows({ payment, refund, refundedCents }: RefundRow): string {
  if (refundedCents >= payment.amountCents) {
    return "Since then your payment was refunded in full by other refunds.";
  }
  return refund.status === "canceled"
    ? "If you still expect this refund, write to us."
    : "You don't need to do anything: we write to you to agree on another way to pay it.";
}
