import {
  checkoutPath,
  completePath,
  depositPath,
  walletPath,
} from "@/components/checkout/addresses";
import { isOpen } from "@/components/checkout/is-open";
import type { PaymentView } from "@/lib/payments/schemas";

/** Where a payment leads: on with it, once more, or to its timeline. */
export function nextOf(payment: PaymentView) {
  const { payment_id: id, status } = payment;
  const declined = status === "requires_payment_method" && payment.failure_reason !== null;
  const [pay, details] =
    payment.kind === "deposit"
      ? [walletPath, depositPath(id)]
      : [checkoutPath(payment.tier_id, payment.market), completePath(id)];
  if (declined) return { declined, label: "Try again", href: pay };
  if (isOpen(status)) return { declined, label: "Continue", href: pay };
  return { declined, label: "Details", href: details };
}
