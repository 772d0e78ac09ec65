import type { PaymentView } from "@/lib/payments/schemas";

/** What a payment has led to: an account, a challenge (or why there is none), a credit. Null until then. */
export function deliveryOf(payment: PaymentView) {
  switch (payment.kind) {
    case "deposit":
      return payment.credited_order;
    case "program":
      return payment.challenge_id ?? payment.rejection_code;
    case "challenge":
      return payment.prop_account_id;
  }
}
