// Stripe's reasons and statuses of disputes in words, for operators and in the evidence for a bank.
// https://docs.stripe.com/disputes/categories and https://docs.stripe.com/api/disputes/object

interface Reason {
  label: string;
  /** What the cardholder says, as a sentence. */
  claim: string;
}

const reasons: Record<string, Reason> = {
  fraudulent: {
    label: "Fraudulent",
    claim: "The cardholder says they didn't authorize this payment.",
  },
  unrecognized: {
    label: "Unrecognized",
    claim: "The cardholder doesn't recognize this payment on their statement.",
  },
  product_not_received: {
    label: "Product not received",
    claim: "The cardholder says they didn't get what they paid for.",
  },
  product_unacceptable: {
    label: "Product unacceptable",
    claim: "The cardholder says what they got was defective or not as described.",
  },
  duplicate: { label: "Duplicate", claim: "The cardholder says they were charged more than once." },
  credit_not_processed: {
    label: "Refund not processed",
    claim: "The cardholder says they are owed a refund that they didn't get.",
  },
  subscription_canceled: {
    label: "Subscription canceled",
    claim: "The cardholder says they were charged after they canceled.",
  },
  noncompliant: {
    label: "Noncompliant",
    claim: "The bank says the payment broke the card network's rules.",
  },
  general: { label: "General", claim: "The bank gave no specific reason." },
  customer_initiated: {
    label: "Customer initiated",
    claim: "The customer disputed this payment with their bank.",
  },
  bank_cannot_process: {
    label: "Bank can't process",
    claim: "The customer's bank couldn't process the payment.",
  },
  insufficient_funds: {
    label: "Insufficient funds",
    claim: "The customer's bank account had insufficient funds.",
  },
  incorrect_account_details: {
    label: "Incorrect account details",
    claim: "The customer's bank account details were incorrect.",
  },
  debit_not_authorized: {
    label: "Debit not authorized",
    claim: "The customer says they didn't authorize the debit.",
  },
  check_returned: { label: "Check returned", claim: "The customer's check was returned." },
};

/** A dispute's reason in words; one that is unknown here as Stripe names it, without a claim. */
export const describeDisputeReason = (reason: string): Reason =>
  reasons[reason] ?? { label: readable(reason), claim: "" };

const statusLabels = {
  needs_response: "Needs a response",
  under_review: "Under review",
  won: "Won",
  lost: "Lost",
  prevented: "Resolved early",
  warning_needs_response: "Inquiry needs a response",
  warning_under_review: "Inquiry under review",
  warning_closed: "Inquiry closed",
  appeal_needs_response: "Appeal needs a response",
  appeal_under_review: "Appeal under review",
} as const;
type DisputeStatus = keyof typeof statusLabels;

const isKnown = (status: string): status is DisputeStatus => Object.hasOwn(statusLabels, status);

/** A dispute's status in words; one that is unknown here as Stripe names it. */
export const disputeStatusLabel = (status: string): string =>
  isKnown(status) ? statusLabels[status] : readable(status);

/** `product_not_received` → `Product not received`. */
function readable(code: string): string {
  const text = code.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether the firm has to respond to a dispute, an inquiry or an appeal of this status. */
export const needsResponse = (status: string): boolean => status.endsWith("needs_response");

/** Why an operator should look at a dispute of this status, as a sentence about it; null if there's no need. */
export function disputeTask({ id, status }: { id: string; status: string }): string | null {
  const what = status.startsWith("warning_") ? "Bank inquiry" : "Dispute";
  if (needsResponse(status)) return `${what} ${id} needs a response in Stripe before the deadline`;
  if (status === "prevented") {
    return `${what} ${id} was resolved early. Check in Stripe whether the payment was refunded`;
  }
  return isKnown(status) ? null : `${what} ${id} has an unrecognized status (${status})`;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The days since 1970 of a time's date in a time zone; by default the zone of the process or browser. */
const dayOf = (date: Date, timeZone?: string): number => {
  const text = new Intl.DateTimeFormat("en-US", { dateStyle: "short", timeZone }).format(date);
  return Date.parse(`${text} UTC`) / DAY_MS;
};

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;

/**
 * How long a deadline is away: `7 days left`, by the calendar of the time zone, `5 hours left` on the last day, or
 * `overdue`.
 */
export function timeLeft(deadline: Date, now: Date, timeZone?: string): string {
  const left = deadline.getTime() - now.getTime();
  if (left <= 0) return "overdue";
  if (left < HOUR_MS) return "less than an hour left";
  if (left < DAY_MS) return `${counted(Math.floor(left / HOUR_MS), "hour")} left`;
  return `${counted(dayOf(deadline, timeZone) - dayOf(now, timeZone), "day")} left`;
}
