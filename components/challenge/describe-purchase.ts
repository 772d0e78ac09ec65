import type { PurchaseView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/core/money";
import { purchaseFailureMessage, refundMessage } from "./failure-messages";

interface PurchaseDescription {
  /** Decides the colour of the badge. */
  status: string;
  /** The text of the badge. */
  label: string;
  /** What happened, where the money is, what comes next. */
  note: string;
}

/** A purchase that takes longer is shown with the address of support. */
const LATE_SECONDS = 60;

/** Whether a purchase should have ended by now. Time in Unix seconds. */
export const isLate = ({ next_action, created_time }: PurchaseView, now: number): boolean =>
  ["COMPLETE_PAYMENT", "WAIT_ACTIVATION", "WAIT_REFUND"].includes(next_action) &&
  now - created_time > LATE_SECONDS;

/** The status of a purchase without a challenge as text. `late` is the result of `isLate`. */
export function describePurchase(purchase: PurchaseView, late = false): PurchaseDescription {
  const { next_action, status_name: status, payer_login } = purchase;
  // A card has paid before the purchase begins.
  const isCharging = status === "pending" && purchase.payment_id === null;
  const free = purchase.payment_status === "not_required";
  const paid =
    purchase.payment_id === null
      ? "The fee is paid and we're"
      : "We've received your payment and we're";
  const fee = `The fee of ${formatUnits(purchase.amount, purchase.currency)}`;
  const failure = `${purchaseFailureMessage(purchase.failure_reason)} ${refundMessage(purchase)}`;
  switch (next_action) {
    case "COMPLETE_PAYMENT":
      return {
        status,
        label: "Payment pending",
        note: `${fee} hasn't been charged yet. We'll charge it automatically${late ? "." : ", usually within a minute."}`,
      };
    case "WAIT_ACTIVATION":
      return {
        status: "provisioning",
        label: isCharging ? "Charging fee" : "Setting up",
        note: isCharging
          ? `${fee} is being charged to wallet ${payer_login}. Please don't buy again; this page updates automatically.`
          : `${free ? "We're" : paid} opening your account${late ? "" : ", usually within seconds"}. This page updates automatically.`,
      };
    case "RETRY":
      return purchase.failure_reason === "CANCELLED"
        ? { status: "cancelled", label: "Canceled", note: failure }
        : { status: "failed", label: "Purchase failed", note: failure };
    case "WAIT_REFUND":
      return purchase.payment_status === "refund_pending"
        ? {
            status: "refund_pending",
            label: "Refund pending",
            note: `${failure} We'll keep trying until it's done.`,
          }
        : {
            status: "refund_pending",
            label: "Canceling",
            note: `${failure} We're reversing the remaining steps and will keep trying until it's done.`,
          };
    case "BUY_AGAIN":
      if (free) return { status: "failed", label: "Not opened", note: failure };
      return { ...refundBadge(purchase), note: failure };
    case "OPEN_CHALLENGE":
      return { status, label: "Active", note: "" };
  }
}

/** The badge of a purchase whose fee goes back. A card's refund may still be on its way, or may have failed. */
function refundBadge({ payment_id, payment_status }: PurchaseView) {
  if (payment_id !== null && payment_status === "refund_failed") {
    return { status: "refund_failed", label: "Refund failed" };
  }
  return payment_id === null || payment_status === "refunded"
    ? { status: "refunded", label: "Refunded" }
    : { status: "refund_pending", label: "Refund pending" };
}
