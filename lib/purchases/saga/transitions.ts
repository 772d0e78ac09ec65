import { type PurchaseStatusName, purchaseStatus } from "@/lib/challenges/schemas";

/**
 * The statuses that may follow each status. Failed is left only by a retry; active is left only when an admin or a lost
 * dispute rolls it back. Refunded is never left here: the refund of a card payment may fail later (settle-program.ts).
 */
export const transitions: Record<PurchaseStatusName, readonly PurchaseStatusName[]> = {
  pending: ["paid", "failed"],
  paid: ["account_created", "failed"],
  account_created: ["active", "failed"],
  active: ["failed"],
  failed: ["refunded", "pending", "paid"],
  refunded: [],
};

/** The columns of a purchase's first pending compensation, and why it was rejected; null for no response. */
export const rollbackProblemOf = (step: string, rejection: string | null) => ({
  // For the release before this one, and as the mark that a compensation is pending.
  rollbackProblem: `${step}: ${rejection ?? "no answer"}`,
  rollbackStep: step,
  rollbackRejection: rejection,
});

/** The same columns where no compensation is pending. */
export const noRollbackProblem = {
  rollbackProblem: null,
  rollbackStep: null,
  rollbackRejection: null,
} as const;

/** The first status of a purchase: a free one has nothing to pay. */
export const firstStatus = (amountCents: bigint) =>
  amountCents > 0n ? purchaseStatus.pending : purchaseStatus.paid;
