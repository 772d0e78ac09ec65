import type { EventType } from "@/lib/webhooks/schemas";
import { actionTitles } from "../actions/action-titles";

const stripeEvents: Record<string, string> = {
  "payment_intent.created": "Payment started",
  "payment_intent.requires_action": "Bank approval requested",
  "payment_intent.processing": "Payment processing",
  "payment_intent.succeeded": "Payment succeeded",
  "payment_intent.payment_failed": "Payment attempt failed",
  "payment_intent.canceled": "Payment canceled",
  "charge.pending": "Charge pending",
  "charge.succeeded": "Charge succeeded",
  "charge.failed": "Charge failed",
  "charge.updated": "Charge updated",
  "charge.refunded": "Charge refunded",
  "refund.created": "Refund created",
  "refund.updated": "Refund updated",
  "refund.failed": "Refund failed",
  "charge.refund.updated": "Refund updated",
  "charge.dispute.created": "Dispute opened",
  "charge.dispute.updated": "Dispute updated",
  "charge.dispute.closed": "Dispute closed",
  "charge.dispute.funds_withdrawn": "Disputed amount withdrawn",
  "charge.dispute.funds_reinstated": "Disputed amount returned",
};

const webhookEvents: Record<EventType, string> = {
  "payment.succeeded": "Payment succeeded",
  "payment.failed": "Payment failed",
  "payment.refunded": "Payment refunded",
  "payment.disputed": "Payment disputed",
  "prop_account.active": "Prop account active",
  "prop_account.provisioning_failed": "Prop account setup failed",
  "prop_account.suspended": "Prop account suspended",
  "prop_account.closed": "Prop account closed",
  "challenge.purchased": "Challenge purchased",
  "challenge.purchase_failed": "Challenge purchase failed",
  "challenge.suspended": "Challenge suspended",
  "challenge.reinstated": "Challenge reinstated",
  "challenge.ended": "Challenge ended",
};

const jobs: Record<string, string> = {
  "handle-stripe-event": "Process a Stripe event",
  "provision-account": "Set up a prop account",
  "sync-venue": "Update a prop account at the venue",
  "open-wallet": "Open a wallet",
  "replace-trading-passwords": "Replace trading passwords",
  "replace-trading-password": "Replace a trading password",
  "cancel-open-payments": "Cancel open payments",
  "confirm-decline": "Email a declined payment",
  "settle-deposit": "Credit a top-up to its wallet",
  "resume-purchase": "Resume a purchase",
  "apply-wallet-hold": "Suspend or reinstate challenges",
  "sync-challenge-access": "Update access to a challenge's account",
  "settle-refund": "Complete a refund",
  "settle-adjustment": "Complete a wallet credit or debit",
  "deliver-webhook": "Deliver a webhook",
  "send-mail": "Send an email",
  "tell-venue": "Update a prop account at the venue",
  "resume-stalled-purchases": "Resume stalled purchases",
  "recheck-wallet-holds": "Check suspended challenges",
  "cancel-stale-payments": "Cancel abandoned payments",
  "refresh-processing-payments": "Check payments that are processing",
  reconcile: "Compare with Stripe",
  "purge-idempotency-keys": "Delete old idempotency keys",
  "strip-stripe-events": "Remove personal data from old Stripe events",
  "purge-reconciliations": "Delete old comparisons with Stripe",
  "purge-webhooks": "Delete old webhooks",
  "purge-sessions": "Delete ended sessions",
  "purge-sent-emails": "Delete old records of sent emails",
  "erase-customers": "Remove personal data of deleted accounts",
  "number-receipts": "Number the receipts of older payments",
  "fill-rule-sets": "Store the rules of older purchases",
};

const labels: Record<string, string | undefined> = {
  ...stripeEvents,
  ...webhookEvents,
  ...actionTitles,
  ...jobs,
  trader: "Trader",
  admin: "Admin",
  yes: "Yes",
  no: "No",
};

/** A stored code in words: the type of an event, an action, the task of a job. A code of another release as it is. */
export const codeLabel = (code: string): string => labels[code] ?? code;
