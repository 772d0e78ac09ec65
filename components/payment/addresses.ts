/** A payment with all that became of it. */
export const paymentPath = (paymentId: string) =>
  `/dashboard/payments/${encodeURIComponent(paymentId)}`;

/** The same for an admin, with its evidence. */
export const adminPaymentPath = (paymentId: string) =>
  `/admin/payments/${encodeURIComponent(paymentId)}`;
