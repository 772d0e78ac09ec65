import { readTerms, soldTierName, topUpName } from "@/lib/catalog";
import { boughtProgramSchema } from "@/lib/catalog/schemas";
import { exactTime, formatReceiptNumber } from "@/lib/core/format";
import { formatMoney } from "@/lib/core/money";
import type { EmailContent, EmailTemplate } from "../email-content";
import { type PaymentRow, readPayment } from "../read-payment";

/** The receipt of a payment: what it bought, its amount, and what happens next. */
export const receiptEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readPayment(db, id);
  const paidAt = row?.payment.paidAt;
  if (!paidAt) return null;
  const { payment, customer } = row;
  const amount = formatMoney(payment.amountCents, payment.currency);
  const content: EmailContent = {
    subject: `Receipt for ${amount}`,
    name: customer.name,
    paragraphs: [nextStep(row)],
    details: [
      ["Amount", amount],
      ["For", boughtName(row)],
      ["Paid", exactTime(paidAt, customer.timeZone ?? "UTC")],
      ...receiptNumber(row),
      ["Payment", payment.id],
    ],
    link: { text: "View receipt", path: `/dashboard/payments/${payment.id}/receipt` },
    reference: payment.id,
  };
  return { to: customer.email, content };
};

const receiptNumber = ({ payment }: PaymentRow): [string, string][] =>
  payment.receiptNumber === null ? [] : [["Receipt", formatReceiptNumber(payment.receiptNumber)]];

/** The name of what a payment buys. */
export function boughtName({ payment, tierName }: PaymentRow): string {
  const program = boughtProgramSchema.safeParse(payment.programTerms);
  if (program.success) return program.data.display_name;
  if (payment.kind === "deposit") return topUpName(payment.depositLogin ?? 0);
  const { tierId, market, tierTerms } = payment;
  const sold = { tier_id: tierId ?? "", market: market ?? "", tier_terms: readTerms(tierTerms) };
  return soldTierName(sold, tierName);
}

function nextStep({ payment, account }: PaymentRow): string {
  if (payment.kind === "deposit") {
    const credited =
      payment.depositOrder === null
        ? "It will appear in your wallet shortly."
        : "It's in your wallet.";
    return `We've received your top-up. ${messageByStatus[payment.status] ?? credited}`;
  }
  if (payment.kind === "program") {
    const bought = "Your challenge has started. You'll find its details in a separate email.";
    return `We've received your payment. ${messageByStatus[payment.status] ?? bought}`;
  }
  const ready =
    account?.status === "active"
      ? "Your account is ready. You'll find its details in a separate email."
      : "We're setting up your account and will email you when it's ready.";
  return `We've received your payment. ${messageByStatus[payment.status] ?? ready}`;
}

// The email may be sent late, when the payment has already been refunded or disputed.
const messageByStatus: Record<string, string> = {
  refunded: "This payment has since been fully refunded.",
  disputed: "This payment has since been disputed.",
};
