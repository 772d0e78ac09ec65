import { formatMoney } from "@/lib/money";
import { firmReasonWords } from "../firm-reason-words";
import type { Write } from "../letter";
import { type AccountRow, accountFacts, readAccount } from "../read-account";
import { readPayment } from "../read-payment";

/** That an account was closed for good, and why. One that a refund closed is told of with the refund. */
export const writeAccountClosed: Write<string> = async (db, id) => {
  const row = await readAccount(db, id);
  if (row?.account.status !== "closed" || row.account.closedReason === "refunded") return null;
  const { account, customer, size } = row;
  const payment = account.paymentId && (await readPayment(db, account.paymentId))?.payment;
  const amount = payment ? formatMoney(payment.amountCents, payment.currency) : null;
  return {
    to: customer.email,
    letter: {
      subject: `Your ${size} account is closed`,
      name: customer.name,
      paragraphs: [
        `Your ${size} account is closed for good and can't be traded any more.`,
        ...reason(row, amount),
      ],
      facts: accountFacts(row),
      link: { text: "Open your dashboard", path: "/dashboard" },
      reference: account.id,
    },
  };
};

function reason({ account }: AccountRow, amount: string | null): string[] {
  if (account.closedReason === "dispute_lost") {
    return [
      `The bank that issued your card decided the dispute against us and took ${amount ? `the payment of ${amount}` : "the payment"} back, so the account is no longer paid for.`,
      "If you didn't ask your bank for this, write to us.",
    ];
  }
  return [
    firmReasonWords(account.firmReason, "closed"),
    "Closing it moved no money. If you are owed a refund, you get an email about it.",
  ];
}
