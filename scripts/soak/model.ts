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
const isLost = ({ status }: { status: string }) => status === "lost";

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
  if (there.disputes.some(isLost) || refundedOf(there) >= there.amount) return "closed";
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
  purchases: readonly { price: number; state: ChallengeState }[];
}

/** `held`: it can't be traded for now. `ended`: the firm ended the challenge and returned its fee. */
export type ChallengeState = "active" | "held" | "ended";

/**
 * What a challenge may be that was bought from a wallet: held while the wallet owes what an open dispute
 * or a refund took back, ended where a dispute was lost. When that was is not known here, so it may
 * have ended although the wallet owes nothing now; how many are held at a time, `coversDebt` says.
 */
export function expectedChallenge(life: WalletLife): readonly ChallengeState[] {
  const { deposits } = life;
  const isTaken = deposits.some(
    (deposit) =>
      refundedOf(deposit) > 0 || deposit.disputes.some((it) => isAgainstUs(it) && !isLost(it)),
  );
  const states: ChallengeState[] = ["active"];
  if (isTaken && expectedWallet(life) < 0) states.push("held");
  if (deposits.some(({ disputes }) => disputes.some(isLost))) states.push("ended");
  return states;
}

/**
 * Whether a wallet's challenges are held and ended for what it owes and no more: the fees of those that
 * are held cover its debt and one of them less would not, and each lost dispute has ended no more than
 * its amount takes. For purchases of one price.
 */
export function coversDebt(life: WalletLife): boolean {
  const debt = Math.max(0, -expectedWallet(life));
  const pricesOf = (state: ChallengeState) =>
    life.purchases.filter((it) => it.state === state).map(({ price }) => price);
  const held = pricesOf("held");
  const covered = held.reduce((total, price) => total + price, 0);
  const isEnough = covered >= debt && (held.length === 0 || covered - Math.min(...held) < debt);
  const ended = pricesOf("ended");
  const lost = life.deposits.flatMap(({ disputes }) => disputes.filter(isLost));
  const most = lost.reduce(
    (total, { amount }) => total + Math.ceil(amount / Math.min(...ended)),
    0,
  );
  return isEnough && ended.length <= most;
}

/** A wallet's balance less its debt, in minor units: the fee of a challenge that has ended is back in it. */
export function expectedWallet({ deposits, purchases }: WalletLife): number {
  const paidIn = deposits.reduce((total, deposit) => total + expectedWorth(deposit), 0);
  const fees = purchases.filter(({ state }) => state !== "ended");
  return paidIn - fees.reduce((total, { price }) => total + price, 0);
}

/** Whether an operator has to look at a payment: it must be flagged, may be, or must not. */
export function expectedFlag(there: Money, owes: boolean): "must" | "may" | "never" {
  const unanswered = ["needs_response", "warning_needs_response"];
  if (there.disputes.some(({ status }) => unanswered.includes(status))) return "must";
  const returned = refundedOf(there) + sum(there.disputes.filter(isLost));
  const hasFailed = there.refunds.some(({ status }) => status === "failed");
  // Nothing is owed where everything went back since.
  if (hasFailed && returned < there.amount) return "must";
  return owes ? "may" : "never";
}

const sum = (parts: readonly { amount: number }[]) =>
  parts.reduce((total, { amount }) => total + amount, 0);
