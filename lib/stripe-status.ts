// What the statuses of Stripe's refunds and disputes mean for the money.

interface WithStatus {
  status: string;
}

/** Whether a refund ended without its money: the bank returned it, or it was canceled. */
export const hasRefundFailed = ({ status }: WithStatus): boolean =>
  status === "failed" || status === "canceled";

/** A dispute that took nothing, or gave back what it had taken. */
const isHarmless = (status: string): boolean =>
  status === "won" || status === "prevented" || status.startsWith("warning_");

/** A dispute that was lost, and still is while the firm appeals. */
export const isLost = ({ status }: WithStatus): boolean =>
  status === "lost" || status.startsWith("appeal_");

/** A dispute that holds the money or took it: no inquiry, and none that was won. */
export const isAgainstUs = (status: string): boolean => !isHarmless(status);
