import type { ChangeOf, HistoryEntry, Terms } from "./history-terms";

const closeReasons: Record<string, string> = {
  refunded: "The payment was fully refunded.",
  dispute_lost: "The bank reversed the payment.",
  admin: "We closed this account. Contact us if you have questions.",
};

/** The entry for a new status of the account that the payment bought; null if it says nothing new. */
export function accountEntry(
  { from, to, reason }: ChangeOf<"account">,
  { setupFailed, setupRestarted }: Terms,
): HistoryEntry | null {
  switch (to) {
    case "provisioning":
      if (from === null) return { tone: "grey", title: "Account setup started", isOngoing: true };
      if (setupRestarted === null) return null;
      return { tone: "grey", title: setupRestarted, isOngoing: true };
    case "active":
      return {
        tone: "green",
        title: from === "provisioning" ? "Account ready" : "Account active again",
      };
    case "suspended":
      return {
        tone: "amber",
        title: "Account suspended",
        detail: "Trading is paused until this is resolved.",
      };
    case "provisioning_failed":
      return {
        tone: "amber",
        title: setupFailed,
        detail: "Our team is looking into it. You don't need to do anything.",
      };
    case "closed":
      return { tone: "grey", title: "Account closed", detail: closeReasons[reason ?? ""] };
    default:
      return null;
  }
}

const endDetails: Record<string, string> = {
  dispute_lost: "The fee was returned to the wallet and repays the amount owed.",
  payment_dispute_lost: "The bank reversed the payment.",
  refunded: "The payment was fully refunded.",
};

/** The entry for a new status of a challenge that the payment paid for. */
export function challengeEntry({
  challenge_id: id,
  from,
  to,
  reason,
}: ChangeOf<"challenge">): HistoryEntry | null {
  switch (to) {
    case "suspended":
      if (reason === "payment_disputed") {
        return {
          tone: "amber",
          title: `Challenge ${id} suspended`,
          detail: "Trading is paused until the bank decides about this payment.",
        };
      }
      return {
        tone: "amber",
        title: `Challenge ${id} suspended`,
        detail: `It was paid with this top-up, which was ${reason === "deposit_refunded" ? "refunded" : "disputed"}. It resumes once the wallet owes nothing for it.`,
      };
    case "active":
      return { tone: "green", title: `Challenge ${id} ${from === null ? "ready" : "resumed"}` };
    case "cancelled":
      return {
        tone: "red",
        title: `Challenge ${id} ended`,
        detail: endDetails[reason ?? ""],
      };
    default:
      return null;
  }
}
