/** The page of a payment with its history. */
export const paymentPath = (paymentId: string) =>
  `/dashboard/payments/${encodeURIComponent(paymentId)}`;

/** The console's page of a payment. */
export const adminPaymentPath = (paymentId: string) =>
  `/admin/payments/${encodeURIComponent(paymentId)}`;

/** The printable receipt of a payment. */
export const receiptPath = (paymentId: string) => `${paymentPath(paymentId)}/receipt`;
