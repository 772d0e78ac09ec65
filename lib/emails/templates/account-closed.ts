import { formatMoney } from "@/lib/core/money";
import { firmReasonMessage } from "@/lib/prop-accounts/firm-reason-messages";
import type { EmailTemplate } from "../email-content";
import { type AccountRow, accountDetails, readAccount } from "../read-account";
import { readPayment } from "../read-payment";

/** An account was closed permanently, with the reason. If a refund closed it, the refund's email says so instead. */
export const accountClosedEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readAccount(db, id);
  if (row?.account.status !== "closed" || row.account.closedReason === "refunded") return null;
  const { account, customer, size } = row;
  const payment = account.paymentId && (await readPayment(db, account.paymentId))?.payment;
  const amount = payment ? formatMoney(payment.amountCents, payment.currency) : null;
  return {
    to: customer.email,
    content: {
      subject: `Your ${size} account is closed`,
      name: customer.name,
      paragraphs: [
        `Your ${size} account has been permanently closed and can no longer be traded.`,
        ...reasonParagraphs(row, amount),
      ],
      details: accountDetails(row),
      link: { text: "Go to your account", path: `/dashboard/accounts/${account.id}` },
      reference: account.id,
    },
  };
};

function reasonParagraphs({ account }: AccountRow, amount: string | null): string[] {
  if (account.closedReason === "dispute_lost") {
    return [
      `The payment for this account was disputed. The bank decided in the cardholder's favor and reversed the payment${amount ? ` of ${amount}` : ""}, so the account is no longer paid for.`,
      "If you didn't mean to open a dispute, contact your bank and reply to this email.",
    ];
  }
  return [
    firmReasonMessage(account.firmReason, "closed"),
    ...(amount
      ? ["Closing it doesn't refund your payment. If we refund it, we'll email you."]
      : []),
  ];
}
