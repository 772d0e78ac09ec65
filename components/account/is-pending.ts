import { deliveryOf } from "@/components/payment/delivery-of";
import type { ListedAccount } from "@/lib/accounts/schemas";
import type { PaymentView } from "@/lib/payments/schemas";

/** Whether an account of the list is about to change without the customer: it is being opened, charged or refunded. */
export function isPendingAccount(listed: ListedAccount): boolean {
  if (listed.kind === "prop-account") return listed.account.status === "provisioning";
  return ["COMPLETE_PAYMENT", "WAIT_ACTIVATION", "WAIT_REFUND"].includes(
    listed.purchase.next_action,
  );
}

/** Whether a payment is about to change without the customer: the bank decides, or what it paid for isn't there yet. */
export const isPendingPayment = (payment: PaymentView): boolean =>
  payment.status === "processing" ||
  (payment.status === "succeeded" && deliveryOf(payment) === null);
