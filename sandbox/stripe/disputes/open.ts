import type Stripe from "stripe";
import { newId } from "../ids";
import { seconds, type Work } from "../work";
import { NO_EVIDENCE } from "./evidence";

/** The time to respond to a dispute: a card network gives a week or more. */
const RESPONSE_TIME_S = 7 * 24 * 60 * 60;

/** Until when the firm may respond to what the bank opens now, in seconds since 1970. */
export const newDeadline = (work: Work): number => seconds(work) + RESPONSE_TIME_S;

/** An inquiry requests information first; no money has been withdrawn yet. */
export type DisputeTerms = { readonly reason: string; readonly inquiry: boolean };

/** The customer's bank disputes a charge in full. */
export function openDispute(
  work: Work,
  charge: Stripe.Charge,
  { reason, inquiry }: DisputeTerms,
): Stripe.Dispute {
  const brand = charge.payment_method_details?.card?.brand ?? "visa";
  const dispute = work.store.put("disputes", {
    id: newId("dp"),
    object: "dispute",
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: seconds(work),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: newDeadline(work),
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand,
        case_type: inquiry ? "inquiry" : "chargeback",
        network: brand,
        network_reason_code: "10.4",
      },
      type: "card",
    },
    reason,
    status: inquiry ? "warning_needs_response" : "needs_response",
  } satisfies Stripe.Dispute);
  work.store.put("charges", { ...charge, disputed: true });
  work.emit("charge.dispute.created", dispute);
  return dispute;
}

/** Whether this dispute is still an inquiry, which ends as `warning_closed` instead of won. */
export function isInquiry(dispute: Stripe.Dispute): boolean {
  return dispute.status.startsWith("warning_");
}
