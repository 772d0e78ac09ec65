import type { PaymentStatus } from "@/lib/payments/schemas";

const open: readonly PaymentStatus[] = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
];

/** Whether a payment still waits for the customer: for a card, or for authentication with the bank. */
export const isOpen = (status: PaymentStatus) => open.includes(status);
