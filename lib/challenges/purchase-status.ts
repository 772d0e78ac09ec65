import type { purchases } from "@/db/schema";
import {
  type NextAction,
  type PurchaseStatusName,
  type PurchaseView,
  purchaseStatus,
} from "./schemas";

export type Purchase = typeof purchases.$inferSelect;

/**
 * Where a purchase may go from each status. Failed goes back only by a retry, refunded never; active is
 * left only when an admin takes it back.
 */
export const transitions: Record<PurchaseStatusName, readonly PurchaseStatusName[]> = {
  pending: ["paid", "failed"],
  paid: ["account_created", "failed"],
  account_created: ["active", "failed"],
  active: ["failed"],
  failed: ["refunded", "pending", "paid"],
  refunded: [],
};

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

/** Where a purchase begins: one that costs nothing has nothing to pay. */
export const firstStatus = (amountCents: bigint) =>
  amountCents > 0n ? purchaseStatus.pending : purchaseStatus.paid;

export const hasFailed = ({ status }: Pick<Purchase, "status">) =>
  status === purchaseStatus.failed || status === purchaseStatus.refunded;

type Money = Pick<
  Purchase,
  | "status"
  | "amountCents"
  | "paymentOrder"
  | "paymentRollbackOrder"
  | "initialBalanceOrder"
  | "initialBalanceRollbackOrder"
>;

/** Whether a failed purchase still has to take a movement back. */
export const hasUnresolvedMoney = (p: Money) =>
  (p.paymentOrder !== null && p.paymentRollbackOrder === null) ||
  (p.initialBalanceOrder !== null && p.initialBalanceRollbackOrder === null);

type Account = Pick<Purchase, "accountLogin" | "accountDisabledAt">;

/** Whether all that a failed purchase did is taken back: its movements, and its account's use. */
const isTakenBack = (p: Money & Account) =>
  !hasUnresolvedMoney(p) && (p.accountLogin === null || p.accountDisabledAt !== null);

/** The code of a purchase that an admin took back: it is over, also for its customer. */
export const ROLLED_BACK = "ROLLED_BACK";

/** The code of a purchase whose fee was charged back: it was taken back, and its fee paid the debt. */
export const DISPUTE_LOST = "DISPUTE_LOST";

const takenBackByTheFirm: readonly (string | null)[] = [ROLLED_BACK, DISPUTE_LOST];

/** Whether it is over for good or waits for its owner: nothing is left for the resume job to do. */
export const isSettled = (
  p: Money & Account & Pick<Purchase, "rollbackProblem" | "rollbackRequestedAt">,
) =>
  (p.status === purchaseStatus.active && p.rollbackRequestedAt === null) ||
  // What was done may not have been said yet: an admin sees each problem that is left.
  (hasFailed(p) && isTakenBack(p) && p.rollbackProblem === null);

export const canRetry = (p: Money & Account & Pick<Purchase, "failureCode">) =>
  p.status === purchaseStatus.failed &&
  isTakenBack(p) &&
  !takenBackByTheFirm.includes(p.failureCode);

export const canCancel = (p: Pick<Purchase, "status" | "feeRequestedAt">) =>
  p.status === purchaseStatus.pending && p.feeRequestedAt === null;

/** What the customer can do now, or waits for. */
export function nextAction(
  p: Money & Account & Pick<Purchase, "feeRequestedAt" | "failureCode">,
): NextAction {
  switch (statusName(p.status)) {
    case "pending":
      // Once the fee is asked for there is nothing left to do but to wait for the answer.
      return p.feeRequestedAt === null ? "COMPLETE_PAYMENT" : "WAIT_ACTIVATION";
    case "paid":
    case "account_created":
      return "WAIT_ACTIVATION";
    case "active":
      return "OPEN_CHALLENGE";
    case "failed":
      if (canRetry(p)) return "RETRY";
      return isTakenBack(p) ? "BUY_AGAIN" : "WAIT_REFUND";
    case "refunded":
      return "BUY_AGAIN";
  }
}

export function paymentStatus(p: Money): PurchaseView["payment_status"] {
  if (p.amountCents === 0n) return "not_required";
  if (p.paymentRollbackOrder !== null) return "refunded";
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
