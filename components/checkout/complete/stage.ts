import type { ChallengePaymentView, PaymentView } from "@/lib/payments/schemas";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import type { Told } from "../addresses";

/** What the API says of a purchase. */
export interface Purchase {
  payment: ChallengePaymentView;
  account: PropAccountView | null;
}

/** Where a purchase stands, as far as its buyer is concerned. */
export type Stage =
  | "checking"
  | "confirming"
  | "unconfirmed"
  | "authentication"
  | "unfinished"
  | "declined"
  | "canceled"
  | "processing"
  | "creating"
  | "late"
  | "provisioning_failed"
  | "ready"
  | "suspended"
  | "closed"
  | "disputed"
  | "dispute_lost"
  | "refunded";

/** How long a step may take before we say that it is late. */
export const LATE_SECONDS = 30;

export interface Watch {
  /** Seconds that this page has been open. */
  watched: number;
  /** Seconds since the payment was received, by the server's clock. */
  sincePaid: number;
  /** The browser was told so when it paid; null once the server has spoken for itself. */
  told: Told | null;
  /** Stripe was asked since the page was opened, or the browser was told. */
  checked: boolean;
}

/** Derives the stage from what the API says. Only an account whose status is active is ready. */
export function stageOf({ payment, account }: Purchase, watch: Watch): Stage {
  const stage = paymentStage(payment, watch);
  return stage === "paid" ? accountStage(account, watch.sincePaid) : stage;
}

/** How far the payment itself is, whatever it is for. */
export function paymentStage({ status, dispute, failure_reason }: PaymentView, watch: Watch) {
  switch (status) {
    case "disputed":
      return dispute === "lost" ? "dispute_lost" : status;
    case "refunded":
    case "canceled":
    case "processing":
      return status;
    case "requires_capture":
      return "processing";
    case "succeeded":
    case "partially_refunded":
      return "paid";
  }
  // The browser knows of the payment before the server has been told.
  if (watch.told) return watch.watched < LATE_SECONDS ? "confirming" : "unconfirmed";
  // Its event may be late or lost: until Stripe was asked, nothing says that it isn't paid.
  if (!watch.checked) return "checking";
  if (status === "requires_action") return "authentication";
  return failure_reason ? "declined" : "unfinished";
}

function accountStage(account: PropAccountView | null, sincePaid: number): Stage {
  switch (account?.status) {
    case "active":
      return "ready";
    case "provisioning_failed":
    case "suspended":
    case "closed":
      return account.status;
    default:
      return sincePaid < LATE_SECONDS ? "creating" : "late";
  }
}

const SECOND = 1000;
// After this nobody is looking any more; coming back to the tab asks again.
const GIVE_UP_SECONDS = 10 * 60;

const mayChange: readonly Stage[] = [
  "checking",
  "confirming",
  "unconfirmed",
  "authentication",
  "unfinished",
  "processing",
  "creating",
  "late",
];

/** Milliseconds until it is worth asking again; false when nothing more is to come. */
export function pollingInterval(stage: Stage, watched: number): number | false {
  if (watched > GIVE_UP_SECONDS || !mayChange.includes(stage)) return false;
  return watched < LATE_SECONDS ? SECOND : 5 * SECOND;
}
