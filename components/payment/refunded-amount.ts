import { formatMoney } from "@/lib/core/money";
import type { PaymentEventView } from "@/lib/payment-history/schemas";

/** The sum of a payment's refunds that didn't fail and weren't canceled, from its history; null if it is 0. */
export function refundedAmount(steps: PaymentEventView[], currency: string): string | null {
  const byRefund = new Map<string, number>();
  for (const change of steps.flatMap(({ changes }) => changes)) {
    if (change.kind !== "refund") continue;
    const hasFailed = change.to === "failed" || change.to === "canceled";
    byRefund.set(change.id, hasFailed ? 0 : change.amount_cents);
  }
  const cents = [...byRefund.values()].reduce((sum, amount) => sum + amount, 0);
  return cents === 0 ? null : formatMoney(cents, currency);
}
