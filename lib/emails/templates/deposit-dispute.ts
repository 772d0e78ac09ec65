import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { paymentDisputes } from "@/db/schema";
import { formatMoney } from "@/lib/core/money";
import { isAgainstUs, isLost } from "@/lib/core/stripe-status";
import type { EmailContent, EmailTemplate } from "../email-content";
import { readPayment } from "../read-payment";
import { boughtName } from "./receipt";

type Message = (amount: string) => Pick<EmailContent, "subject" | "paragraphs">;

const openedMessage: Message = (amount) => ({
  subject: `Your top-up of ${amount} is disputed`,
  paragraphs: [
    `${amount} of your wallet top-up has been disputed with the bank that issued the card.`,
    `Until the bank decides, this amount isn't in your wallet. If you'd already spent it, your wallet shows the amount owed.`,
    "If you didn't mean to open a dispute, contact your bank and reply to this email.",
  ],
});
const wonMessage: Message = (amount) => ({
  subject: `Your top-up of ${amount} is back in your wallet`,
  paragraphs: [
    "The dispute about your wallet top-up was resolved in our favor.",
    `${amount} is back in your wallet, less any amount owed.`,
  ],
});
const lostMessage: Message = (amount) => ({
  subject: `Your top-up of ${amount} was returned to your card`,
  paragraphs: [
    "The dispute about your wallet top-up was decided in the cardholder's favor, and the bank returned the money to the card.",
    `${amount} is no longer in your wallet. If you'd already spent it, your wallet shows the amount owed.`,
  ],
});

/** A deposit is disputed. Not sent if the bank has already decided. */
export const depositDisputedEmail: EmailTemplate<string> = disputeEmail((status) =>
  isAgainstUs(status) && !isLost({ status }) ? openedMessage : null,
);

/** The dispute of a deposit was won or lost, and where the money is. */
export const depositDisputeClosedEmail: EmailTemplate<string> = disputeEmail((status) =>
  status === "won" ? wonMessage : isLost({ status }) ? lostMessage : null,
);

async function readDispute(db: Database, id: string) {
  const [dispute] = await db.select().from(paymentDisputes).where(eq(paymentDisputes.id, id));
  const row = dispute && (await readPayment(db, dispute.paymentId));
  return row ? { ...row, dispute } : null;
}

function disputeEmail(messageFor: (status: string) => Message | null): EmailTemplate<string> {
  return async (db, id) => {
    const row = await readDispute(db, id);
    const message = row && messageFor(row.dispute.status);
    if (!message) return null;
    const { payment, customer, dispute } = row;
    const amount = formatMoney(dispute.amountCents, payment.currency);
    return {
      to: customer.email,
      content: {
        ...message(amount),
        name: customer.name,
        details: [
          ["Disputed", amount],
          ["For", boughtName(row)],
          ["Payment", payment.id],
        ],
        link: { text: "View payment", path: `/dashboard/payments/${payment.id}` },
        reference: payment.id,
      },
    };
  };
}
