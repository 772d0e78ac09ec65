import {
  checkoutPath,
  completePath,
  depositPath,
  walletPath,
} from "@/components/checkout/addresses";
import { isOpen } from "@/components/checkout/is-open";
import { paymentPath } from "@/components/payment/addresses";
import type { PaymentView } from "@/lib/payments/schemas";

/** Where a payment leads: on with it, once more, or to its timeline. */
export function nextOf(payment: PaymentView) {
  const { payment_id: id, status } = payment;
  const declined = status === "requires_payment_method" && payment.failure_reason !== null;
  const [pay, details] =
    payment.kind === "deposit"
      ? [walletPath, depositPath(id)]
      : [checkoutPath(payment.tier_id, payment.market), completePath(id)];
  // What is still on its way is followed where it is watched.
  const arrived = payment.kind === "deposit" ? payment.credited_order : payment.prop_account_id;
  const over = arrived !== null || status === "canceled";
  if (declined) return { declined, label: "Try again", href: pay };
  if (isOpen(status)) return { declined, label: "Continue", href: pay };
  return { declined, label: "Details", href: over ? paymentPath(id) : details };
}
