import type Stripe from "stripe";
import { type ApiCall, findOne } from "../api/call";
import { mergeMetadata } from "../api/metadata";
import { allowOnly, booleanOr } from "../api/params";
import type { Work } from "../work";
import { assertOpen, escalate, loseDispute, winDispute } from "./close";
import { mergeEvidence } from "./evidence";
import { isInquiry } from "./open";

/**
 * `POST /v1/disputes/{id}`: stages evidence, and submits it unless `submit=false`. The value of `uncategorized_text`
 * decides the dispute, as in https://docs.stripe.com/testing#disputes.
 */
export function updateDispute(call: ApiCall): object {
  allowOnly(call.params, ["evidence", "metadata", "submit"]);
  const dispute = findOne(call, "disputes", "dispute");
  const hasEvidence = "evidence" in call.params;
  if (hasEvidence) assertOpen(dispute);
  const isSubmitted = hasEvidence && booleanOr(call.params, "submit", true);
  const evidence = mergeEvidence(dispute.evidence, call.params);

  const updated = call.store.put("disputes", {
    ...dispute,
    evidence,
    evidence_details: evidenceDetails(dispute, evidence, isSubmitted),
    metadata: mergeMetadata(dispute.metadata, call.params),
    status: isSubmitted ? underReview(dispute) : dispute.status,
  });
  call.emit("charge.dispute.updated", updated, {
    evidence: dispute.evidence,
    evidence_details: dispute.evidence_details,
    metadata: dispute.metadata,
    status: dispute.status,
  });
  return isSubmitted ? decide(call, updated) : updated;
}

function decide(work: Work, dispute: Stripe.Dispute): Stripe.Dispute {
  switch (dispute.evidence.uncategorized_text) {
    case "winning_evidence":
      return winDispute(work, dispute);
    case "losing_evidence":
      return isInquiry(dispute) ? winDispute(work, dispute) : loseDispute(work, dispute);
    case "escalate_inquiry_evidence":
      return isInquiry(dispute) ? escalate(work, dispute) : dispute;
    default:
      return dispute;
  }
}

function underReview(dispute: Stripe.Dispute): Stripe.Dispute.Status {
  return isInquiry(dispute) ? "warning_under_review" : "under_review";
}

function evidenceDetails(
  { evidence_details: details }: Stripe.Dispute,
  evidence: Stripe.Dispute.Evidence,
  isSubmitted: boolean,
): Stripe.Dispute.EvidenceDetails {
  return {
    ...details,
    has_evidence: Object.values(evidence).some((value) => typeof value === "string"),
    submission_count: details.submission_count + (isSubmitted ? 1 : 0),
    submission_method: isSubmitted ? "manual" : details.submission_method,
  };
}
