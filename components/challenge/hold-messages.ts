import type { ChallengeView, PurchaseView } from "@/lib/challenges/schemas";
import type { EvaluationState } from "@/lib/evaluation/schemas";

interface HoldMessage {
  /** What happened. */
  reason: string;
  /** What happens next, and what the trader can do. */
  next: string;
}

/** Why a challenge is suspended, or ended by something else than its trading; null where neither is so. */
export function holdMessage(
  { hold, end_reason }: Pick<ChallengeView, "hold" | "end_reason">,
  {
    payer_login: wallet,
    payment_status,
    payment_id,
  }: Pick<PurchaseView, "payer_login" | "payment_status" | "payment_id">,
): HoldMessage | null {
  if (end_reason === "refunded") {
    return {
      reason: "Ended: the card payment for this challenge was refunded in full.",
      next: "You can buy another challenge at any time.",
    };
  }
  if (end_reason === "dispute_lost" && payment_id !== null) {
    return {
      reason: "Ended: your bank reversed the card payment for this challenge after a dispute.",
      next: "If this was a mistake, contact us.",
    };
  }
  if (end_reason === "dispute_lost") {
    return {
      reason: "Ended: your bank reversed a top-up that paid for this challenge after a dispute.",
      next: `${payment_status === "refunded" ? "Its fee was returned" : "Its fee is being returned"} to wallet ${wallet}, where it repays the amount owed.`,
    };
  }
  if (end_reason === "rolled_back") {
    return {
      reason: "Canceled by our team.",
      next:
        payment_status === "refunded"
          ? `Its fee was returned to wallet ${wallet}.`
          : "Contact us if you have questions.",
    };
  }
  switch (hold?.reason) {
    case "payment_disputed":
      return {
        reason: "Suspended: the card payment for this challenge is disputed with the bank.",
        next: "It resumes if the dispute is resolved in our favor, and ends if it isn't. If you didn't mean to open a dispute, contact your bank and us.",
      };
    case "deposit_disputed":
      return {
        reason:
          "Suspended: a top-up that paid for this challenge is disputed with the bank, and the wallet owes the disputed amount.",
        next: "It resumes if the dispute is resolved in our favor, or once you top up the amount owed. If the dispute is lost first, the challenge ends.",
      };
    case "deposit_refunded":
      return {
        reason:
          "Suspended: a top-up that paid for this challenge was refunded, and the wallet owes the refunded amount.",
        next: "It resumes once you top up the amount owed.",
      };
    default:
      return null;
  }
}

/**
 * The status of a challenge for its badge. The state of its current phase says more than "active" and "failed", where it is
 * at hand.
 */
export function badgeStatus(
  { hold, status_name }: Pick<ChallengeView, "hold" | "status_name">,
  state?: EvaluationState,
): string {
  if (hold) return "suspended";
  if (status_name === "active" && (state === "paused" || state === "held")) return state;
  return status_name === "failed" && state === "expired" ? state : status_name;
}
