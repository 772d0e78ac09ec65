import type { PaymentView } from "@/lib/payments/schemas";

/**
 * Whether somebody has begun to pay. A deposit is made as soon as an amount is chosen: one that nobody
 * tried to pay is no news to its trader.
 */
export const isTried = ({ kind, status, failure_reason }: PaymentView) =>
  kind !== "deposit" || status !== "requires_payment_method" || failure_reason !== null;
