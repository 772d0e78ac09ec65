import { disputeStatusLabel } from "@/lib/core/dispute-messages";

/** The colour of a status: green for success, amber for pending, red for failed, grey for ended. */
export type Tone = "green" | "amber" | "red" | "grey";

const statuses: Record<string, { tone: Tone; label: string }> = {
  // prop accounts
  provisioning: { tone: "amber", label: "Setting up" },
  active: { tone: "green", label: "Active" },
  provisioning_failed: { tone: "red", label: "Setup failed" },
  suspended: { tone: "amber", label: "Suspended" },
  closed: { tone: "grey", label: "Closed" },
  // phases of challenges
  paused: { tone: "amber", label: "Paused" },
  held: { tone: "amber", label: "Under review" },
  breached: { tone: "red", label: "Failed" },
  expired: { tone: "red", label: "Expired" },
  unmonitored: { tone: "grey", label: "Not monitored" },
  // verdicts
  warned: { tone: "amber", label: "Warned" },
  resumed: { tone: "green", label: "Resumed" },
  target_reached: { tone: "green", label: "Target reached" },
  review: { tone: "amber", label: "Marked for review" },
  day_counted: { tone: "grey", label: "Day counted" },
  final: { tone: "grey", label: "Final" },
  provisional: { tone: "amber", label: "Provisional" },
  upheld: { tone: "grey", label: "Upheld" },
  overturned: { tone: "grey", label: "Overturned" },
  // commands to venues
  accepted: { tone: "amber", label: "Accepted" },
  done: { tone: "green", label: "Done" },
  unsupported: { tone: "red", label: "Not supported" },
  superseded: { tone: "grey", label: "Superseded" },
  // payments
  requires_payment_method: { tone: "amber", label: "Incomplete" },
  requires_confirmation: { tone: "amber", label: "Incomplete" },
  requires_action: { tone: "amber", label: "Needs bank approval" },
  requires_capture: { tone: "amber", label: "Processing" },
  processing: { tone: "amber", label: "Processing" },
  succeeded: { tone: "green", label: "Paid" },
  canceled: { tone: "grey", label: "Canceled" },
  refunded: { tone: "grey", label: "Refunded" },
  refund_failed: { tone: "red", label: "Refund failed" },
  refund_canceled: { tone: "red", label: "Refund canceled" },
  partially_refunded: { tone: "grey", label: "Partially refunded" },
  disputed: { tone: "red", label: "Disputed" },
  dispute_lost: { tone: "grey", label: "Dispute lost" },
  declined: { tone: "red", label: "Declined" },
  // In the console's search: not paid as far as we know, but the event may be lost.
  unconfirmed: { tone: "amber", label: "Not confirmed" },
  flagged: { tone: "red", label: "Flagged" },
  // disputes
  needs_response: { tone: "red", label: disputeStatusLabel("needs_response") },
  under_review: { tone: "amber", label: disputeStatusLabel("under_review") },
  won: { tone: "green", label: disputeStatusLabel("won") },
  lost: { tone: "grey", label: disputeStatusLabel("lost") },
  prevented: { tone: "amber", label: disputeStatusLabel("prevented") },
  warning_needs_response: { tone: "red", label: disputeStatusLabel("warning_needs_response") },
  warning_under_review: { tone: "amber", label: disputeStatusLabel("warning_under_review") },
  warning_closed: { tone: "grey", label: disputeStatusLabel("warning_closed") },
  appeal_needs_response: { tone: "red", label: disputeStatusLabel("appeal_needs_response") },
  appeal_under_review: { tone: "amber", label: disputeStatusLabel("appeal_under_review") },
  // wallets
  enabled: { tone: "green", label: "Enabled" },
  disabled: { tone: "grey", label: "Disabled" },
  // webhook endpoints
  failing: { tone: "amber", label: "Failing" },
  // purchases, challenges, deliveries
  pending: { tone: "amber", label: "Waiting" },
  paid: { tone: "green", label: "Paid" },
  account_created: { tone: "amber", label: "Account created" },
  not_required: { tone: "grey", label: "Free" },
  card_refund_requested: { tone: "amber", label: "Requested" },
  card_refund_pending: { tone: "amber", label: "Wallet credited" },
  card_refund_sent: { tone: "amber", label: "Refund sent" },
  card_refund_rejected: { tone: "red", label: "Not sent" },
  stalled: { tone: "amber", label: "Stalled" },
  refund_pending: { tone: "amber", label: "Refund pending" },
  passed: { tone: "green", label: "Passed" },
  booked: { tone: "green", label: "Booked" },
  refused: { tone: "red", label: "Rejected" },
  received: { tone: "amber", label: "Received" },
  handled: { tone: "green", label: "Processed" },
  ignored: { tone: "grey", label: "Ignored" },
  delivered: { tone: "green", label: "Delivered" },
  failed: { tone: "red", label: "Failed" },
  cancelled: { tone: "grey", label: "Canceled" },
};

/** The colour and the label of a status. An unknown one is shown as it is, in grey. */
export function describeStatus(status: string): { tone: Tone; label: string } {
  const entry = statuses[status];
  if (entry) return entry;
  const label = status.replaceAll("_", " ");
  return { tone: "grey", label: label.charAt(0).toUpperCase() + label.slice(1) };
}
