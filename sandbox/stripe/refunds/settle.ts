import type Stripe from "stripe";
import { rejected } from "../api/errors";
import type { Work } from "../work";

/** Adds a refund to its charge; a negative amount removes a failed one. Returns the charge. */
export function addToCharge(work: Work, charge: Stripe.Charge, amount: number): Stripe.Charge {
  const total = charge.amount_refunded + amount;
  return work.store.put("charges", {
    ...charge,
    amount_refunded: total,
    refunded: total === charge.amount,
  });
}

/** The bank has accepted the refund: it has succeeded and has a reference to trace it by. */
export function settleRefund(work: Work, refund: Stripe.Refund): Stripe.Refund {
  if (refund.status !== "pending" && refund.status !== "succeeded") {
    throw rejected(`Refund ${refund.id} has a status of ${refund.status}.`);
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

/** The bank returns a refund: the money goes back to the firm, and the charge no longer counts it. */
export function failRefund(work: Work, refund: Stripe.Refund): Stripe.Refund {
  const failed = endRefund(work, refund, {
    failure_reason: "expired_or_canceled_card",
    status: "failed",
  });
  work.emit("refund.failed", failed);
  return failed;
}

/** A pending refund is canceled: the only event is `refund.updated`. */
export function cancelRefund(work: Work, refund: Stripe.Refund): Stripe.Refund {
  if (refund.status === "succeeded") {
    throw rejected(`Refund ${refund.id} has a status of ${refund.status}.`);
  }
  return endRefund(work, refund, { status: "canceled" });
}

function endRefund(
  work: Work,
  refund: Stripe.Refund,
  end: Pick<Stripe.Refund, "failure_reason" | "status">,
): Stripe.Refund {
  if (refund.status === "failed" || refund.status === "canceled") {
    throw rejected(`Refund ${refund.id} has a status of ${refund.status}.`);
  }
  const ended = work.store.put("refunds", { ...refund, ...end });
  const charge = work.store.get("charges", String(refund.charge));
  if (charge !== null) addToCharge(work, charge, -refund.amount);
  work.emit("refund.updated", ended, { status: refund.status });
  return ended;
}
