import type { PurchaseView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/money";

const failures: Record<string, string> = {
  PAYMENT_FAILED: "The fee couldn't be taken.",
  NOT_ENOUGH_FUNDS: "The wallet had less than the fee by then.",
  ACCOUNT_CREATION_FAILED: "The trading server didn't open the account.",
  INITIAL_BALANCE_FAILED: "The account didn't get its starting balance.",
  CHALLENGE_CREATION_FAILED: "The challenge couldn't be started.",
};

const nothing = "No money was taken.";

interface Words {
  /** For the badge; the status beside it gives the colour. */
  status: string;
  label: string;
  /** What happened, whether money moved, what comes next. */
  note: string;
}

/** A purchase that isn't a challenge yet, or never became one, in words. */
export function purchaseWords(purchase: PurchaseView): Words {
  const { next_action, status_name: status, payer_login } = purchase;
  const free = purchase.payment_status === "not_required";
  const fee = `The fee of ${formatUnits(purchase.amount, purchase.currency)}`;
  const failure = failures[purchase.failure_reason] ?? "The purchase didn't go through.";
  switch (next_action) {
    case "COMPLETE_PAYMENT":
      return {
        status,
        label: "Not paid yet",
        note: `${fee} hasn't been taken yet. It goes on by itself, usually within a minute.`,
      };
    case "WAIT_ACTIVATION":
      return {
        status: "provisioning",
        label: status === "pending" ? "Being paid" : "Being opened",
        note:
          status === "pending"
            ? `${fee} is being taken from wallet ${payer_login}. Don't buy again: this page updates itself.`
            : `${free ? "Your" : "The fee is paid and your"} account is being opened, usually within seconds. This page updates itself.`,
      };
    case "RETRY":
      if (purchase.failure_reason === "CANCELLED") {
        return { status: "cancelled", label: "Canceled", note: `You canceled it. ${nothing}` };
      }
      return { status: "failed", label: "Not bought", note: `${failure} ${nothing}` };
    case "WAIT_REFUND":
      return {
        status: "refund_pending",
        label: free ? "Being undone" : "Refund on its way",
        note: free
          ? `${failure} ${nothing} We are undoing what was begun and keep trying until it is done.`
          : `${failure} ${fee} goes back to wallet ${payer_login}. It isn't there yet, and we keep trying until it is.`,
      };
    case "BUY_AGAIN":
      return {
        status: "refunded",
        label: "Refunded",
        note: `${failure} ${fee} is back in wallet ${payer_login}.`,
      };
    case "OPEN_CHALLENGE":
      return { status, label: "Active", note: "" };
  }
}
