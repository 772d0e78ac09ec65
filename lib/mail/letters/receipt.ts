import { readTerms } from "@/lib/catalog";
import { exactTime } from "@/lib/format";
import { formatMoney, formatSize } from "@/lib/money";
import type { Letter, Write } from "../letter";
import { type PaymentRow, readPayment } from "../read-payment";

/** That a payment was received: what for, how much, and what happens next. */
export const writeReceipt: Write<string> = async (db, id) => {
  const row = await readPayment(db, id);
  const paidAt = row?.payment.paidAt;
  if (!paidAt) return null;
  const { payment, customer } = row;
  const amount = formatMoney(payment.amountCents, payment.currency);
  const letter: Letter = {
    subject: `Receipt for ${amount}`,
    name: customer.name,
    ...whatFor(row),
    facts: [
      ["Amount", amount],
      ["For", nameOf(row)],
      ["Received", exactTime(paidAt, "UTC")],
      ["Payment", payment.id],
    ],
    link: { text: "See and print the receipt", path: `/dashboard/payments/${payment.id}/receipt` },
    reference: payment.id,
  };
  return { to: customer.email, letter };
};

/** What a payment buys, in a few words. */
export function nameOf({ payment, tierName }: PaymentRow): string {
  if (payment.kind === "deposit") return `Deposit into wallet ${payment.depositLogin}`;
  const size = formatSize(payment.accountSize ?? 0);
  const name = readTerms(payment.tierTerms)?.name ?? tierName;
  return `${name ?? "Challenge"}, ${size} account, ${payment.market}`;
}

function whatFor({ payment, account }: PaymentRow): Pick<Letter, "paragraphs"> {
  if (payment.kind === "deposit") {
    const credited =
      payment.depositOrder === null ? "It is being added to your wallet." : "It is in your wallet.";
    return { paragraphs: [`We received your deposit. ${sinceThen[payment.status] ?? credited}`] };
  }
  const ready =
    account?.status === "active"
      ? "Your account is ready; a second email tells you how to reach it."
      : "Your account is being created. We email you again when it is ready.";
  return { paragraphs: [`We received your payment. ${sinceThen[payment.status] ?? ready}`] };
}

// The letter is sent when the mail server takes it, and then nothing may follow from the payment any more.
const sinceThen: Record<string, string> = {
  refunded: "Since then it was refunded in full.",
  disputed: "Since then the bank that paid for it has opened a dispute.",
};
