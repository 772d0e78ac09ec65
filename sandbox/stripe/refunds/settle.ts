import type Stripe from "stripe";
import { refused } from "../api/errors";
import type { Work } from "../work";

/** Counts a refund (or, negative, one that failed) in its charge, and returns the charge. */
export function addToCharge(work: Work, charge: Stripe.Charge, amount: number): Stripe.Charge {
  const total = charge.amount_refunded + amount;
  return work.store.put("charges", {
    ...charge,
    amount_refunded: total,
    refunded: total === charge.amount,
  });
}

/** The bank has taken the refund on: it has succeeded and has a reference to trace it by. */
export function settleRefund(work: Work, refund: Stripe.Refund): Stripe.Refund {
  if (refund.status !== "pending" && refund.status !== "succeeded") {
    throw refused(`Refund ${refund.id} has a status of ${refund.status}.`);
  }
  const settled = work.store.put("refunds", {
    ...refund,
    destination_details: {
      card: {
        reference: refund.id.slice(-12),
        reference_status: "available",
        reference_type: "acquirer_reference_number",
        type: "refund",
      },
      type: "card",
    },
    status: "succeeded",
  });
  work.emit("refund.updated", settled, {
    destination_details: refund.destination_details,
    status: refund.status,
  });
  return settled;
}

/** The bank sends a refund back: the money returns to the firm, and the charge counts it no more. */
export function failRefund(work: Work, refund: Stripe.Refund): Stripe.Refund {
  const failed = endRefund(work, refund, {
    failure_reason: "expired_or_canceled_card",
    status: "failed",
  });
  work.emit("refund.failed", failed);
  return failed;
}

/** A refund that is still pending is called off: no event but `refund.updated` tells of it. */
export function cancelRefund(work: Work, refund: Stripe.Refund): Stripe.Refund {
  if (refund.status === "succeeded") {
    throw refused(`Refund ${refund.id} has a status of ${refund.status}.`);
  }
  return endRefund(work, refund, { status: "canceled" });
}

function endRefund(
  work: Work,
  refund: Stripe.Refund,
  end: Pick<Stripe.Refund, "failure_reason" | "status">,
): Stripe.Refund {
  if (refund.status === "failed" || refund.status === "canceled") {
    throw refused(`Refund ${refund.id} has a status of ${refund.status}.`);
  }
  const ended = work.store.put("refunds", { ...refund, ...end });
  const charge = work.store.get("charges", String(refund.charge));
  if (charge !== null) addToCharge(work, charge, -refund.amount);
  work.emit("refund.updated", ended, { status: refund.status });
  return ended;
}
