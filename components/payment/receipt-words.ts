import { formatMoney, formatSize } from "@/lib/money";
import type { ReceiptView } from "@/lib/payments/schemas";
import { marketName } from "../store/market";

const brands: Record<string, string> = {
  amex: "American Express",
  diners: "Diners Club",
  discover: "Discover",
  eftpos_au: "Eftpos",
  jcb: "JCB",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};

/** What was bought, in a line. */
export function boughtWords({ bought }: ReceiptView): string {
  switch (bought.kind) {
    case "challenge": {
      const { tier_name, market, account_size } = bought;
      const size = formatSize(account_size);
      return `${tier_name ?? size} challenge, ${size} account, ${marketName(market)}`;
    }
    case "deposit":
      return `Deposit into wallet ${bought.login}`;
    case "program":
      return `Challenge ${bought.name}`;
  }
}

/** How it was paid: `Visa ending in 4242`. */
export function paidWithWords({ paid_with: paid }: ReceiptView): string {
  switch (paid.kind) {
    case "card":
      return `${brands[paid.brand] ?? "Card"} ending in ${paid.last4}`;
    case "stripe":
      return "Card, through Stripe";
    case "wallet":
      return `Wallet ${paid.login}, order ${paid.order}`;
  }
}

/** What went back, in a few words. */
export const givenBackWords: Record<ReceiptView["given_back"][number]["kind"], string> = {
  refund: "Refunded",
  refund_pending: "Refund on its way",
  dispute: "Taken back by the bank",
};

type FailedRefund = ReceiptView["failed_refunds"][number];

/** A refund that gave nothing back, in a line. */
export function failedRefundLine({ kind, amount_cents }: FailedRefund, currency: string): string {
  const refund = `Refund of ${formatMoney(amount_cents, currency)}`;
  return kind === "failed" ? `${refund} didn't arrive` : `${refund} was canceled`;
}
