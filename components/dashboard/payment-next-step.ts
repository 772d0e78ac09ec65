import { isOpen } from "@/components/checkout/is-open";
import { completePath, depositPath } from "@/components/checkout/paths";
import { deliveryOf } from "@/components/payment/delivery-of";
import { paymentPath } from "@/components/payment/paths";
import type { PaymentView } from "@/lib/payments/schemas";

/**
 * The link of a payment and its label. A payment that isn't paid leads to the page that checks with Stripe
 * whether it is, and from there to the card; one that has ended leads to its history.
 */
export function nextStepOf(payment: PaymentView) {
  const { payment_id: id, status } = payment;
  const declined = status === "requires_payment_method" && payment.failure_reason !== null;
  const progressPath = payment.kind === "deposit" ? depositPath(id) : completePath(id);
  const over = deliveryOf(payment) !== null || status === "canceled";
  if (declined) return { declined, label: "Try again", href: progressPath };
  if (isOpen(status)) return { declined, label: "Continue", href: progressPath };
  return { declined, label: "Details", href: over ? paymentPath(id) : progressPath };
}
