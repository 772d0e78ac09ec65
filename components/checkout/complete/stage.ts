import type { ChallengePaymentView, PaymentView, ProgramPaymentView } from "@/lib/payments/schemas";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import type { RedirectStatus } from "../paths";

/** A purchase, as the API returns it. A program's payment names its challenge and has no account. */
export interface Purchase {
  payment: ChallengePaymentView | ProgramPaymentView;
  account: PropAccountView | null;
}

/** The state of a purchase, as its buyer sees it. */
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
  | "rejected"
  | "suspended"
  | "closed"
  | "disputed"
  | "dispute_lost"
  | "refunded";

/** The time after which the page calls a step late. */
export const LATE_SECONDS = 30;

export interface Watch {
  /** Seconds that this page has been open. */
  watched: number;
  /** Seconds since the payment was received, by the server's clock. */
  sincePaid: number;
  /** What Stripe.js reported when the browser paid; null once our server knows the result. */
  redirectStatus: RedirectStatus | null;
  /** Whether the payment was compared with Stripe since the page opened, or Stripe.js reported a result. */
  checked: boolean;
}

/** Derives the stage from the API's responses. Only an account with status `active` is ready. */
export function stageOf({ payment, account }: Purchase, watch: Watch): Stage {
  const stage = paymentStage(payment, watch);
  const isReversed = ["disputed", "dispute_lost"].includes(stage);
  if (payment.rejection_code !== null && !isReversed) return "rejected";
  if (stage !== "paid") return stage;
  if (payment.kind === "program") return startStage(payment.challenge_id !== null, watch);
  return accountStage(account, watch);
}

/** The stage of the payment alone, for every kind of payment. */
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
  // Stripe.js reports the payment before its event reaches our server.
  if (watch.redirectStatus) return watch.watched < LATE_SECONDS ? "confirming" : "unconfirmed";
  // Its event may be late or lost: until it is compared with Stripe, it may be paid.
  if (!watch.checked) return "checking";
  if (status === "requires_action") return "authentication";
  return failure_reason ? "declined" : "unfinished";
}

function startStage(isReady: boolean, { sincePaid }: Watch): Stage {
  if (isReady) return "ready";
  return sincePaid < LATE_SECONDS ? "creating" : "late";
}

function accountStage(account: PropAccountView | null, watch: Watch): Stage {
  switch (account?.status) {
    case "active":
      return "ready";
    case "provisioning_failed":
    case "suspended":
    case "closed":
      return account.status;
    default:
      return startStage(false, watch);
  }
}

const SECOND = 1000;
// After this time the page stops polling; returning to the tab polls again.
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

/** Milliseconds until the next request; false if the stage can't change any more. */
export function pollingInterval(stage: Stage, watched: number): number | false {
  if (watched > GIVE_UP_SECONDS || !mayChange.includes(stage)) return false;
  return watched < LATE_SECONDS ? SECOND : 5 * SECOND;
}
