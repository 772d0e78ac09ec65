import type { There } from "./stripe";

// What must be here, from what Stripe has and what clients asked for. It is written a second time, and
// not taken from the product, so that a fault of the product's rules is no fault of the model's too.

type Money = Pick<There, "status" | "amount" | "refunds" | "disputes">;

/** Minor units that went back to the customer: a refund that failed or was canceled gave nothing. */
export const refundedOf = ({ refunds }: Pick<There, "refunds">): number =>
  sum(refunds.filter(({ status }) => status !== "failed" && status !== "canceled"));

/** Disputes that took nothing, or gave back what they had taken. */
const harmless = [
  "won",
  "prevented",
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
];
const isAgainstUs = ({ status }: { status: string }) => !harmless.includes(status);

/** Whether a dispute holds or has taken a payment's money. */
export const isDisputed = ({ disputes }: Pick<There, "disputes">) => disputes.some(isAgainstUs);

/** The status of a payment. */
export function expectedStatus(there: Money): string {
  if (there.status !== "succeeded") return there.status;
  if (isDisputed(there)) return "disputed";
  const refunded = refundedOf(there);
  if (refunded === 0) return "succeeded";
  return refunded >= there.amount ? "refunded" : "partially_refunded";
}

/** What a paid payment's account is. */
export function expectedAccount(there: Money): "active" | "suspended" | "closed" {
  const isLost = there.disputes.some(({ status }) => status === "lost");
  if (isLost || refundedOf(there) >= there.amount) return "closed";
  return isDisputed(there) ? "suspended" : "active";
}

/** Minor units of a deposit that belong into its wallet. */
export function expectedWorth(there: Money): number {
  if (there.status !== "succeeded") return 0;
  return Math.max(0, there.amount - refundedOf(there) - sum(there.disputes.filter(isAgainstUs)));
}

/** A wallet as Stripe and its customer know it: what was paid into it, and what was bought from it. */
export interface WalletLife {
  deposits: readonly Money[];
  /** `hasEnded`: the firm ended the challenge and returned its fee. */
  purchases: readonly { price: number; hasEnded: boolean }[];
}

export type ChallengeState = "active" | "held" | "ended";

/**
 * What a challenge may be that was bought from a wallet. A deposit that is refunded or disputed leaves the
 * wallet in debt, and its challenges as they are.
 * The rule for a wallet with disputed deposits belongs here: which of its challenges may be held while
 * a bank decides, and may have ended where it lost. `expectedWallet` counts no fee of one that has ended.
 */
export function expectedChallenge(_life: WalletLife): readonly ChallengeState[] {
  return ["active"];
}

/** A wallet's balance less its debt, in minor units. */
export function expectedWallet({ deposits, purchases }: WalletLife): number {
  const paidIn = deposits.reduce((total, deposit) => total + expectedWorth(deposit), 0);
  const fees = purchases.filter(({ hasEnded }) => !hasEnded);
  return paidIn - fees.reduce((total, { price }) => total + price, 0);
}

/** Whether an operator has to look at a payment: it must be flagged, may be, or must not. */
export function expectedFlag(there: Money, owes: boolean): "must" | "may" | "never" {
  const unanswered = ["needs_response", "warning_needs_response"];
  if (there.disputes.some(({ status }) => unanswered.includes(status))) return "must";
  const hasFailedRefund = there.refunds.some(({ status }) => status === "failed");
  return owes || hasFailedRefund ? "may" : "never";
}

const sum = (parts: readonly { amount: number }[]) =>
  parts.reduce((total, { amount }) => total + amount, 0);
