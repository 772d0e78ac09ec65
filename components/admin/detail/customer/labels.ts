import type { CustomerEmail, CustomerIssue } from "@/lib/console/schemas";

interface IssueLabels {
  /** The status that has its color and icon. */
  status: string;
  label: string;
  /** On the link to its page. */
  link: string;
}

/** The texts of what is open with a customer. */
export const issueLabels: Record<CustomerIssue["kind"], IssueLabels> = {
  setup_failed: { status: "provisioning_failed", label: "Setup failed", link: "Open account" },
  disputed: { status: "disputed", label: "Disputed", link: "Open payment" },
  inquiry: { status: "pending", label: "Inquiry from the bank", link: "Open payment" },
  payment_flagged: { status: "failed", label: "Payment flagged", link: "Open payment" },
  purchase_stalled: { status: "pending", label: "Purchase stalled", link: "Open purchase" },
  // Its Stripe event may have been lost; the payment's page checks.
  payment_unfinished: {
    status: "pending",
    label: "Payment not confirmed",
    link: "Check with Stripe",
  },
  account_suspended: { status: "suspended", label: "Account suspended", link: "Open account" },
  challenge_suspended: {
    status: "suspended",
    label: "Challenge suspended",
    link: "Open challenge",
  },
};

/** The kinds of emails, for those that have no subject yet. */
export const emailLabels: Record<CustomerEmail["kind"], string> = {
  receipt: "Receipt",
  "payment-failed": "Payment declined",
  "program-rejected": "Challenge not started, payment refunded",
  "account-ready": "Account ready",
  "account-suspended": "Account suspended",
  "account-reinstated": "Account reinstated",
  "account-closed": "Account closed",
  "refund-issued": "Refund issued",
  "refund-failed": "Refund failed",
  "deposit-disputed": "Top-up disputed",
  "deposit-dispute-closed": "Top-up dispute closed",
  "challenge-bought": "Challenge started",
  "challenge-rolled-back": "Challenge canceled",
  "challenge-failed": "Challenge purchase failed",
  "wallet-adjusted": "Wallet credited or debited",
  "challenge-suspended": "Challenge suspended",
  "challenge-reinstated": "Challenge reinstated",
  "challenge-ended": "Challenge ended",
  "challenge-verdict": "Challenge verdict",
  "verdict-overturned": "Challenge goes on",
  "verify-email": "Email verification",
  "reset-password": "Password reset",
  "change-email": "Link to the new email address",
  "email-changed": "Email address changed",
  "password-changed": "Password changed",
  "account-deleted": "Account deleted",
  "second-factor-on": "Two-factor authentication on",
  "second-factor-off": "Two-factor authentication off",
};

/** What became of an email. */
export const emailStatusLabels: Record<
  CustomerEmail["status"],
  { status: string; label: string; note: string | null }
> = {
  sent: { status: "delivered", label: "Sent", note: null },
  waiting: { status: "pending", label: "Waiting", note: null },
  failed: { status: "failed", label: "Failed", note: "It isn't retried automatically." },
  rejected: {
    status: "failed",
    label: "Rejected",
    note: "The mail server rejected the address.",
  },
};
