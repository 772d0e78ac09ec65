import type { StripePayment } from "./stripe";

// What our tables must contain, given what Stripe has and what clients requested. The rules are written here a second
// time and not imported from the product, so that an error in the product's rules isn't in the model as well.

type Money = Pick<StripePayment, "status" | "amount" | "refunds" | "disputes">;

/** The refunded amount in minor units. Failed and canceled refunds don't count. */
export const refundedOf = ({ refunds }: Pick<StripePayment, "refunds">): number =>
  sum(refunds.filter(({ status }) => status !== "failed" && status !== "canceled"));

/** Dispute statuses in which Stripe holds no money: it never did, or has returned it. */
const harmless = [
  "won",
  "prevented",
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
];
const holdsMoney = ({ status }: { status: string }) => !harmless.includes(status);
const isLost = ({ status }: { status: string }) => status === "lost";

/** Whether a dispute holds a payment's money, or was lost. */
export const isDisputed = ({ disputes }: Pick<StripePayment, "disputes">) =>
  disputes.some(holdsMoney);

/** The status that a payment must have. */
export function expectedStatus(payment: Money): string {
  if (payment.status !== "succeeded") return payment.status;
  if (isDisputed(payment)) return "disputed";
  const refunded = refundedOf(payment);
  if (refunded === 0) return "succeeded";
  return refunded >= payment.amount ? "refunded" : "partially_refunded";
}

/** The state that the account of a paid payment must have. */
export function expectedAccount(payment: Money): "active" | "suspended" | "closed" {
  if (payment.disputes.some(isLost) || refundedOf(payment) >= payment.amount) return "closed";
  return isDisputed(payment) ? "suspended" : "active";
}

/** The amount of a deposit that its wallet must have, in minor units. */
export function expectedCredit(payment: Money): number {
  if (payment.status !== "succeeded") return 0;
  return Math.max(
    0,
    payment.amount - refundedOf(payment) - sum(payment.disputes.filter(holdsMoney)),
  );
}

/** A wallet's deposits as Stripe has them, and its purchases as the customer knows them. */
export interface WalletHistory {
  deposits: readonly Money[];
  purchases: readonly { price: number; state: ChallengeState }[];
}

/** `held`: it can't be traded at present. `ended`: the firm ended the challenge and returned its fee. */
export type ChallengeState = "active" | "held" | "ended";

/**
 * The states that a challenge bought from a wallet may have: `held` while the wallet has a debt after an open dispute
 * or a refund, `ended` if a dispute was lost. The model doesn't know when it was lost, so a challenge may have ended
 * although the wallet has no debt now. `coversDebt` checks how many are held.
 */
export function expectedChallenge(history: WalletHistory): readonly ChallengeState[] {
  const { deposits } = history;
  const isReversed = deposits.some(
    (deposit) =>
      refundedOf(deposit) > 0 || deposit.disputes.some((it) => holdsMoney(it) && !isLost(it)),
  );
  const states: ChallengeState[] = ["active"];
  if (isReversed && expectedWallet(history) < 0) states.push("held");
  if (deposits.some(({ disputes }) => disputes.some(isLost))) states.push("ended");
  return states;
}

/**
 * Whether as many of a wallet's challenges are held and ended as its debt requires. The fees of the held ones cover
 * the debt, and without one of them they wouldn't. A lost dispute ends no more challenges than its amount pays for.
 * Assumes that all purchases have the same price.
 */
export function coversDebt(history: WalletHistory): boolean {
  const debt = Math.max(0, -expectedWallet(history));
  const pricesOf = (state: ChallengeState) =>
    history.purchases.filter((it) => it.state === state).map(({ price }) => price);
  const held = pricesOf("held");
  const covered = held.reduce((total, price) => total + price, 0);
  const isEnough = covered >= debt && (held.length === 0 || covered - Math.min(...held) < debt);
  const ended = pricesOf("ended");
  const lost = history.deposits.flatMap(({ disputes }) => disputes.filter(isLost));
  const max = lost.reduce((total, { amount }) => total + Math.ceil(amount / Math.min(...ended)), 0);
  return isEnough && ended.length <= max;
}

/** A wallet's balance less its debt, in minor units. The fee of an ended challenge was returned. */
export function expectedWallet({ deposits, purchases }: WalletHistory): number {
  const paidIn = deposits.reduce((total, deposit) => total + expectedCredit(deposit), 0);
  const fees = purchases.filter(({ state }) => state !== "ended");
  return paidIn - fees.reduce((total, { price }) => total + price, 0);
}

/** Whether a payment must, may or must never be flagged for review. `owes`: its wallet has a debt. */
export function expectedFlag(payment: Money, owes: boolean): "must" | "may" | "never" {
  const openStatuses = ["needs_response", "warning_needs_response"];
  if (payment.disputes.some(({ status }) => openStatuses.includes(status))) return "must";
  const returned = refundedOf(payment) + sum(payment.disputes.filter(isLost));
  const hasFailed = payment.refunds.some(({ status }) => status === "failed");
  // A failed refund needs no review if the whole amount has been returned since.
  if (hasFailed && returned < payment.amount) return "must";
  return owes ? "may" : "never";
}

const sum = (parts: readonly { amount: number }[]) =>
  parts.reduce((total, { amount }) => total + amount, 0);
