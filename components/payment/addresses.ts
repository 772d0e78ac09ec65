/** A payment with all that became of it. */
export const paymentPath = (paymentId: string) =>
  `/dashboard/payments/${encodeURIComponent(paymentId)}`;

/** The same for an admin, with its evidence. */
export const adminPaymentPath = (paymentId: string) =>
  `/admin/payments/${encodeURIComponent(paymentId)}`;

/** The receipt of a payment, to print and to keep. */
export const receiptPath = (paymentId: string) => `${paymentPath(paymentId)}/receipt`;
