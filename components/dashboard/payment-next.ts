import { checkoutPath, completePath } from "@/components/checkout/addresses";
import { isOpen } from "@/components/checkout/is-open";
import type { PaymentView } from "@/lib/payments/schemas";

/** Where a payment leads: on with it, once more, or to its timeline. */
export function nextOf({ payment_id, tier_id, market, status, failure_reason }: PaymentView) {
  const declined = status === "requires_payment_method" && failure_reason !== null;
  if (declined) return { declined, label: "Try again", href: checkoutPath(tier_id, market) };
  if (isOpen(status)) return { declined, label: "Continue", href: checkoutPath(tier_id, market) };
  return { declined, label: "Details", href: completePath(payment_id) };
}
