import { completePath, depositPath } from "@/components/checkout/addresses";
import { isOpen } from "@/components/checkout/is-open";
import { paymentPath } from "@/components/payment/addresses";
import type { PaymentView } from "@/lib/payments/schemas";

/**
 * Where a payment leads: to the page that checks with Stripe whether it is paid, and from there to the
 * card; or to its timeline.
 */
export function nextOf(payment: PaymentView) {
  const { payment_id: id, status } = payment;
  const declined = status === "requires_payment_method" && payment.failure_reason !== null;
  const followed = payment.kind === "deposit" ? depositPath(id) : completePath(id);
  // What is still on its way is followed where it is watched.
  const arrived = payment.kind === "deposit" ? payment.credited_order : payment.prop_account_id;
  const over = arrived !== null || status === "canceled";
  if (declined) return { declined, label: "Try again", href: followed };
  if (isOpen(status)) return { declined, label: "Continue", href: followed };
  return { declined, label: "Details", href: over ? paymentPath(id) : followed };
}
