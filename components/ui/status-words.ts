/** What a colour means: green is in order, amber waits, red has failed, grey is over. */
export type Tone = "green" | "amber" | "red" | "grey";

const words: Record<string, { tone: Tone; word: string }> = {
  // prop accounts
  provisioning: { tone: "amber", word: "Being created" },
  active: { tone: "green", word: "Active" },
  provisioning_failed: { tone: "red", word: "Needs attention" },
  suspended: { tone: "amber", word: "Suspended" },
  closed: { tone: "grey", word: "Closed" },
  // payments
  requires_payment_method: { tone: "amber", word: "Waiting for payment" },
  requires_confirmation: { tone: "amber", word: "Waiting for payment" },
  requires_action: { tone: "amber", word: "Waiting for your bank" },
  requires_capture: { tone: "amber", word: "Processing" },
  processing: { tone: "amber", word: "Processing" },
  succeeded: { tone: "green", word: "Paid" },
  canceled: { tone: "grey", word: "Canceled" },
  refunded: { tone: "grey", word: "Refunded" },
  refund_failed: { tone: "red", word: "Refund failed" },
  refund_canceled: { tone: "red", word: "Refund canceled" },
  partially_refunded: { tone: "grey", word: "Partly refunded" },
  disputed: { tone: "red", word: "Disputed" },
  dispute_lost: { tone: "grey", word: "Dispute lost" },
  declined: { tone: "red", word: "Declined" },
  // wallets
  enabled: { tone: "green", word: "Enabled" },
  disabled: { tone: "grey", word: "Disabled" },
  // webhook endpoints
  failing: { tone: "amber", word: "Failing" },
  // purchases, challenges, deliveries
  pending: { tone: "amber", word: "Waiting" },
  paid: { tone: "green", word: "Paid" },
  account_created: { tone: "amber", word: "Account created" },
  not_required: { tone: "grey", word: "Free" },
  refund_pending: { tone: "amber", word: "Refund on its way" },
  passed: { tone: "green", word: "Passed" },
  booked: { tone: "green", word: "Booked" },
  refused: { tone: "red", word: "Refused" },
  received: { tone: "amber", word: "Received" },
  handled: { tone: "green", word: "Handled" },
  ignored: { tone: "grey", word: "Not ours" },
  delivered: { tone: "green", word: "Delivered" },
  failed: { tone: "red", word: "Failed" },
  cancelled: { tone: "grey", word: "Canceled" },
};

/** The colour and the words of a status. One that isn't known is shown as it came, in grey. */
export function describeStatus(status: string): { tone: Tone; word: string } {
  const known = words[status];
  if (known) return known;
  const word = status.replaceAll("_", " ");
  return { tone: "grey", word: word.charAt(0).toUpperCase() + word.slice(1) };
}
