import type { PurchaseView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/money";
import { failureWords, moneyWords } from "./failure-words";

interface Words {
  /** For the badge; the status beside it gives the colour. */
  status: string;
  label: string;
  /** What happened, whether money moved, what comes next. */
  note: string;
}

/** Who waits longer than this is told whom to ask. */
const LATE_SECONDS = 60;

/** Whether a purchase should have come to its end by now. Time in Unix seconds. */
export const isLate = ({ next_action, created_time }: PurchaseView, now: number): boolean =>
  ["COMPLETE_PAYMENT", "WAIT_ACTIVATION", "WAIT_REFUND"].includes(next_action) &&
  now - created_time > LATE_SECONDS;

/** A purchase that isn't a challenge yet, or never became one, in words. `late` is as `isLate` says. */
export function purchaseWords(purchase: PurchaseView, late = false): Words {
  const { next_action, status_name: status, payer_login } = purchase;
  const free = purchase.payment_status === "not_required";
  const fee = `The fee of ${formatUnits(purchase.amount, purchase.currency)}`;
  const failure = `${failureWords(purchase.failure_reason)} ${moneyWords(purchase)}`;
  switch (next_action) {
    case "COMPLETE_PAYMENT":
      return {
        status,
        label: "Not paid yet",
        note: `${fee} hasn't been taken yet. It goes on by itself${late ? "." : ", usually within a minute."}`,
      };
    case "WAIT_ACTIVATION":
      return {
        status: "provisioning",
        label: status === "pending" ? "Being paid" : "Being opened",
        note:
          status === "pending"
            ? `${fee} is being taken from wallet ${payer_login}. Don't buy again: this page updates itself.`
            : `${free ? "Your" : "The fee is paid and your"} account is being opened${late ? "" : ", usually within seconds"}. This page updates itself.`,
      };
    case "RETRY":
      return purchase.failure_reason === "CANCELLED"
        ? { status: "cancelled", label: "Canceled", note: failure }
        : { status: "failed", label: "Not bought", note: failure };
    case "WAIT_REFUND":
      return purchase.payment_status === "refund_pending"
        ? {
            status: "refund_pending",
            label: "Refund on its way",
            note: `${failure} We keep trying until it is.`,
          }
        : {
            status: "refund_pending",
            label: "Being undone",
            note: `${failure} We are undoing what else was begun, and keep trying until it is done.`,
          };
    case "BUY_AGAIN":
      return free
        ? { status: "failed", label: "Not opened", note: failure }
        : { status: "refunded", label: "Refunded", note: failure };
    case "OPEN_CHALLENGE":
      return { status, label: "Active", note: "" };
  }
}
