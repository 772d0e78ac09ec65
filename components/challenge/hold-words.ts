import type { ChallengeView, PurchaseView } from "@/lib/challenges/schemas";

interface HoldWords {
  /** What happened, in a sentence. */
  why: string;
  /** What happens next, and what the trader can do. */
  next: string;
}

/** Why a challenge can't be traded though its trading didn't end it; null where that isn't so. */
export function holdWords(
  { hold, end_reason }: Pick<ChallengeView, "hold" | "end_reason">,
  { payer_login: wallet, payment_status }: Pick<PurchaseView, "payer_login" | "payment_status">,
): HoldWords | null {
  if (end_reason === "dispute_lost") {
    return {
      why: "Ended: the dispute over a deposit that paid for this challenge was lost.",
      next: `${payment_status === "refunded" ? "Its fee was returned" : "Its fee is being returned"} to wallet ${wallet}, where it repays what the wallet owed.`,
    };
  }
  if (end_reason === "rolled_back") {
    return {
      why: "Ended: we took the purchase back.",
      next:
        payment_status === "refunded"
          ? `Its fee was returned to wallet ${wallet}.`
          : "Write to us if you don't know why.",
    };
  }
  switch (hold?.reason) {
    case "deposit_disputed":
      return {
        why: "Suspended: a deposit that paid for this challenge is disputed at the bank, and the wallet owes what was taken back.",
        next: "It goes on when the dispute is decided in our favor, or once you have topped up what the wallet owes. If the dispute is lost first, the challenge ends.",
      };
    case "deposit_refunded":
      return {
        why: "Suspended: a deposit that paid for this challenge was refunded, and the wallet owes what was taken back.",
        next: "It goes on once you have topped up what the wallet owes.",
      };
    default:
      return null;
  }
}

/** How a challenge stands, for its badge. */
export const badgeStatus = ({ hold, status_name }: Pick<ChallengeView, "hold" | "status_name">) =>
  hold ? "suspended" : status_name;
