import { type PaymentState, returnsMoney } from "./play";

/** The state that the product must have of a paid payment, from its state at Stripe alone. */
export function expectedStateOf({ refunds, disputes }: PaymentState, amount: number) {
  const returned = sum(refunds.filter(returnsMoney));
  // During an appeal of ours the dispute stays lost until it is won.
  const lost = disputes.filter(({ status }) => status === "lost" || /^appeal_/.test(status));
  const open = disputes.filter(({ status }) => ["needs_response", "under_review"].includes(status));
  const full = returned >= amount;
  return {
    status: money(),
    account: lost.length > 0 || full ? "closed" : open.length > 0 ? "suspended" : "active",
    closedReason: lost.length > 0 ? "dispute_lost" : full ? "refunded" : null,
    // Nothing is owed once everything was returned.
    flag:
      refunds.some((refund) => !returnsMoney(refund)) && returned + sum(lost) < amount
        ? "refund_failed"
        : disputes.some(({ status }) => status.endsWith("needs_response"))
          ? "dispute"
          : null,
    // Nothing of it can come back: what an open dispute holds still may.
    isReturned: returned + sum(lost) >= amount,
    inWallet: Math.max(0, amount - returned - sum([...lost, ...open])),
  };

  function money() {
    if (lost.length + open.length > 0) return "disputed";
    if (full) return "refunded";
    return returned > 0 ? "partially_refunded" : "succeeded";
  }
}

const sum = (list: { amount: number }[]) => list.reduce((all, { amount }) => all + amount, 0);
