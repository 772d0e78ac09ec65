import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { moneyRequests } from "@/db/schema";
import { rejectionMessage } from "@/lib/core/failure-messages";
import { formatMoney } from "@/lib/core/money";
import type { EmailTemplate } from "../email-content";
import { readPayment } from "../read-payment";
import { boughtName } from "./receipt";

/**
 * A paid program couldn't be bought: why, and that the payment is refunded, or that Stripe rejected the refund. It takes the
 * place of the receipt and of the email about the refund.
 */
export const programRejectedEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readPayment(db, id);
  const refund = await readSystemRefund(db, id);
  const code = row?.payment.rejectionCode ?? null;
  if (!row || !refund || code === null) return null;
  const { payment, customer } = row;
  const product = boughtName(row);
  const amount = formatMoney(refund.amountCents, payment.currency);
  const isWhole = refund.amountCents === payment.amountCents;
  const hasFailed = refund.status === "refused";
  const refunding = isWhole
    ? `We're refunding your payment of ${amount} in full, so you aren't charged for it.`
    : `We're refunding the ${amount} of your payment that wasn't refunded before, so you aren't charged for it.`;
  return {
    to: customer.email,
    content: {
      subject: hasFailed
        ? `Your refund of ${amount} didn't go through: we're on it`
        : `Your ${product} challenge couldn't be started: ${amount} is refunded`,
      name: customer.name,
      paragraphs: [
        `Your ${product} challenge couldn't be started. ${rejectionMessage(code)}`,
        ...(hasFailed
          ? [
              `We tried to refund ${amount}, and the refund didn't go through. You don't need to do anything: our support team is on it and will email you to arrange how to pay you back.`,
            ]
          : [
              `${refunding} The money usually appears on the card you paid with within 5–10 business days.`,
              "You can choose another challenge in our store at any time.",
            ]),
      ],
      details: [
        ["For", product],
        [hasFailed ? "Refund that didn't go through" : "Refund", amount],
        ["Payment", payment.id],
      ],
      link: { text: "View payment", path: `/dashboard/payments/${payment.id}` },
      reference: payment.id,
    },
  };
};

/** The refund that the system requested since the program couldn't be bought; null if nothing was left to refund. */
async function readSystemRefund(db: Database, paymentId: string) {
  const [request] = await db
    .select()
    .from(moneyRequests)
    .where(and(eq(moneyRequests.paymentId, paymentId), isNull(moneyRequests.adminId)));
  return request ?? null;
}
