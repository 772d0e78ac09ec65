/** The statuses of Stripe's PaymentIntents. */
export const intentStatuses = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "processing",
  "requires_capture",
  "canceled",
  "succeeded",
] as const;

/** The statuses of a payment: those of its PaymentIntent, and of refunds and disputes. */
export const paymentStatuses = [
  ...intentStatuses,
  "refunded",
  "partially_refunded",
  "disputed",
] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];

/** A status, stored or fetched; one that Stripe may add later counts as still waiting. */
export const toPaymentStatus = (status: string): PaymentStatus =>
  paymentStatuses.find((each) => each === status) ?? "requires_payment_method";
