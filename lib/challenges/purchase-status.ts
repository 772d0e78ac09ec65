import type { purchases } from "@/db/schema";
import {
  type NextAction,
  type PurchaseStatusName,
  type PurchaseView,
  purchaseStatus,
} from "./schemas";

export type Purchase = typeof purchases.$inferSelect;

const names: readonly PurchaseStatusName[] = [
  "pending",
  "paid",
  "account_created",
  "active",
  "failed",
  "refunded",
];

/** The name of a stored status. */
export function statusName(status: number): PurchaseStatusName {
  const name = names[status];
  if (!name) throw new RangeError(`no purchase has the status ${status}`);
  return name;
}

export const hasFailed = ({ status }: Pick<Purchase, "status">) =>
  status === purchaseStatus.failed || status === purchaseStatus.refunded;

type Failure = Pick<Purchase, "paymentId" | "status" | "failureCode">;

/**
 * Whether a purchase by card failed before the payment was credited to the wallet: then its fee, if it was withdrawn, is
 * returned to the wallet, and the payment is refunded.
 */
export const isUncredited = (p: Failure) =>
  p.paymentId !== null && hasFailed(p) && p.failureCode === "PAYMENT_FAILED";

type Money = Failure &
  Pick<
    Purchase,
    | "amountCents"
    | "paymentOrder"
    | "paymentRollbackOrder"
    | "initialBalanceOrder"
    | "initialBalanceRollbackOrder"
  >;

/**
 * Whether a failed purchase's fee has still to be returned to the wallet. Once a card payment is credited, the fee follows
 * that payment's refunds and disputes.
 */
export const hasUnreturnedFee = (p: Money) =>
  (p.paymentId === null || isUncredited(p)) &&
  p.paymentOrder !== null &&
  p.paymentRollbackOrder === null;

/** Whether a failed purchase still has a money movement to reverse. */
export const hasUnresolvedMoney = (p: Money) =>
  hasUnreturnedFee(p) || (p.initialBalanceOrder !== null && p.initialBalanceRollbackOrder === null);

type Account = Pick<Purchase, "accountLogin" | "accountDisabledAt">;

/** Whether everything that a failed purchase did is undone: its operations, and its account's access. */
const isUndone = (p: Money & Account) =>
  !hasUnresolvedMoney(p) && (p.accountLogin === null || p.accountDisabledAt !== null);

/** The code of a purchase that an admin rolled back: its customer can't retry it. */
export const ROLLED_BACK = "ROLLED_BACK";

/** The code of a purchase whose deposit or payment was charged back. The fee of one from a wallet repaid the debt. */
export const DISPUTE_LOST = "DISPUTE_LOST";

/** The code of a purchase whose card payment was refunded. */
export const REFUNDED = "REFUNDED";

const rolledBackByFirm: readonly (string | null)[] = [ROLLED_BACK, DISPUTE_LOST, REFUNDED];

/** Whether it has ended or waits for its customer: nothing is left for the resume job to do. */
export const isSettled = (
  p: Money & Account & Pick<Purchase, "rollbackProblem" | "rollbackRequestedAt">,
) =>
  (p.status === purchaseStatus.active && p.rollbackRequestedAt === null) ||
  // A step may be undone without a stored result: an admin sees each problem that is left.
  (hasFailed(p) && isUndone(p) && p.rollbackProblem === null);

/** A purchase that was paid by card isn't retried: its payment is refunded. */
export const canRetry = (p: Money & Account) =>
  p.paymentId === null &&
  p.status === purchaseStatus.failed &&
  isUndone(p) &&
  !rolledBackByFirm.includes(p.failureCode);

export const canCancel = (p: Pick<Purchase, "status" | "feeRequestedAt" | "paymentId">) =>
  p.paymentId === null && p.status === purchaseStatus.pending && p.feeRequestedAt === null;

/** What the customer can do now, or waits for. */
export function nextAction(p: Money & Account & Pick<Purchase, "feeRequestedAt">): NextAction {
  switch (statusName(p.status)) {
    case "pending":
      // After the fee is requested, the customer can only wait for the result.
      return p.feeRequestedAt === null && p.paymentId === null
        ? "COMPLETE_PAYMENT"
        : "WAIT_ACTIVATION";
    case "paid":
    case "account_created":
      return "WAIT_ACTIVATION";
    case "active":
      return "OPEN_CHALLENGE";
    case "failed":
      if (canRetry(p)) return "RETRY";
      return isUndone(p) ? "BUY_AGAIN" : "WAIT_REFUND";
    case "refunded":
      return "BUY_AGAIN";
  }
}

export function paymentStatus(p: Money): PurchaseView["payment_status"] {
  if (p.amountCents === 0n) return "not_required";
  if (p.status === purchaseStatus.refunded) return "refunded";
  if (p.status === purchaseStatus.failed)
    return p.paymentOrder === null ? "failed" : "refund_pending";
  return p.paymentOrder === null ? "pending" : "paid";
}

export function activationStatus({
  status,
}: Pick<Purchase, "status">): PurchaseView["activation_status"] {
  switch (statusName(status)) {
    case "pending":
    case "paid":
      return "pending";
    case "account_created":
      return "account_created";
    case "active":
      return "active";
    case "failed":
    case "refunded":
      return "failed";
  }
}
