import { gives, type Standing } from "./live";

/** What must be of a paid payment in the end, from how it stands at Stripe alone. */
export function outcomeOf({ refunds, disputes }: Standing, amount: number) {
  const given = sum(refunds.filter(gives));
  // An appeal is ours: what was lost stays lost until it is won.
  const lost = disputes.filter(({ status }) => status === "lost" || /^appeal_/.test(status));
  const open = disputes.filter(({ status }) => ["needs_response", "under_review"].includes(status));
  const full = given >= amount;
  return {
    status: money(),
    account: lost.length > 0 || full ? "closed" : open.length > 0 ? "suspended" : "active",
    closedReason: lost.length > 0 ? "dispute_lost" : full ? "refunded" : null,
    // Nothing is owed where everything went back.
    flag:
      refunds.some((refund) => !gives(refund)) && given + sum(lost) < amount
        ? "refund_failed"
        : disputes.some(({ status }) => status.endsWith("needs_response"))
          ? "dispute"
          : null,
    inWallet: Math.max(0, amount - given - sum([...lost, ...open])),
  };

  function money() {
    if (lost.length + open.length > 0) return "disputed";
    if (full) return "refunded";
    return given > 0 ? "partially_refunded" : "succeeded";
  }
}

const sum = (list: { amount: number }[]) => list.reduce((all, { amount }) => all + amount, 0);
