import { cardLabel } from "@/lib/core/card-label";
import { formatMoney } from "@/lib/core/money";
import type { ReceiptView } from "@/lib/core/receipt-view";

/** The means of payment: `Visa •••• 4242`. */
export function paymentMethodLabel({ paid_with: paid }: ReceiptView): string {
  switch (paid.kind) {
    case "card":
      return cardLabel(paid);
    case "stripe":
      return "Card, through Stripe";
    case "wallet":
      return `Wallet ${paid.login}, reference ${paid.order}`;
  }
}

/** Money that was refunded or reversed. */
export const reversalLabels: Record<ReceiptView["given_back"][number]["kind"], string> = {
  refund: "Refunded",
  refund_pending: "Refund pending",
  dispute: "Reversed by the bank (dispute)",
};

type FailedRefund = ReceiptView["failed_refunds"][number];

/** A refund that failed or was canceled, in a line. */
export function failedRefundLabel({ kind, amount_cents }: FailedRefund, currency: string): string {
  const refund = `Refund of ${formatMoney(amount_cents, currency)}`;
  return kind === "failed" ? `${refund} failed` : `${refund} canceled`;
}
