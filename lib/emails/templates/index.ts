import type { Database } from "@/db/client";
import type { EmailJob } from "@/lib/queue/email-job";
import type { AddressedEmail } from "../email-content";
import { accountClosedEmail } from "./account-closed";
import { accountDeletedEmail } from "./account-deleted";
import { accountReadyEmail } from "./account-ready";
import { accountReinstatedEmail } from "./account-reinstated";
import { accountSuspendedEmail } from "./account-suspended";
import { challengeBoughtEmail } from "./challenge-bought";
import {
  challengeEndedEmail,
  challengeReinstatedEmail,
  challengeSuspendedEmail,
} from "./challenge-hold";
import { challengeVerdictEmail, verdictOverturnedEmail } from "./challenge-verdict";
import { depositDisputeClosedEmail, depositDisputedEmail } from "./deposit-dispute";
import { changeEmailEmail, emailChangedEmail } from "./email-change";
import { passwordChangedEmail } from "./password-changed";
import { paymentFailedEmail } from "./payment-failed";
import { programRejectedEmail } from "./program-rejected";
import { purchaseEndedEmail } from "./purchase-ended";
import { receiptEmail } from "./receipt";
import { refundFailedEmail } from "./refund-failed";
import { refundIssuedEmail } from "./refund-issued";
import { resetPasswordEmail } from "./reset-password";
import { secondFactorEmail } from "./second-factor";
import { verifyEmailEmail } from "./verify-email";
import { walletAdjustedEmail } from "./wallet-adjusted";

/** Composes the email of a job with its template; null if it is no longer true or no longer useful. */
export function composeEmail(db: Database, job: EmailJob): Promise<AddressedEmail | null> {
  switch (job.kind) {
    case "receipt":
      return receiptEmail(db, job.payment_id);
    case "payment-failed":
      return paymentFailedEmail(db, job.payment_id);
    case "program-rejected":
      return programRejectedEmail(db, job.payment_id);
    case "account-ready":
      return accountReadyEmail(db, job.prop_account_id);
    case "account-suspended":
      return accountSuspendedEmail(db, job.prop_account_id);
    case "account-reinstated":
      return accountReinstatedEmail(db, job.prop_account_id);
    case "account-closed":
      return accountClosedEmail(db, job.prop_account_id);
    case "refund-issued":
      return refundIssuedEmail(db, job.refund_id);
    case "refund-failed":
      return refundFailedEmail(db, job.refund_id);
    case "deposit-disputed":
      return depositDisputedEmail(db, job.dispute_id);
    case "deposit-dispute-closed":
      return depositDisputeClosedEmail(db, job.dispute_id);
    case "challenge-rolled-back":
      return purchaseEndedEmail("rolled back")(db, job.purchase_id);
    case "challenge-failed":
      return purchaseEndedEmail("failed")(db, job.purchase_id);
    case "wallet-adjusted":
      return walletAdjustedEmail(db, job.money_request_id);
    case "challenge-bought":
      return challengeBoughtEmail(db, job.purchase_id);
    case "challenge-suspended":
      return challengeSuspendedEmail(db, job.challenge_id);
    case "challenge-reinstated":
      return challengeReinstatedEmail(db, job.challenge_id);
    case "challenge-ended":
      return challengeEndedEmail(db, job.challenge_id);
    case "challenge-verdict":
      return challengeVerdictEmail(db, job.verdict_id);
    case "verdict-overturned":
      return verdictOverturnedEmail(db, job.verdict_id);
    case "verify-email":
      return verifyEmailEmail(db, job.link_id);
    case "reset-password":
      return resetPasswordEmail(db, job.link_id);
    case "change-email":
      return changeEmailEmail(db, job.link_id);
    case "email-changed":
      return emailChangedEmail(db, job.link_id);
    case "password-changed":
      return passwordChangedEmail(db, job.user_id);
    case "account-deleted":
      return accountDeletedEmail(db, job.user_id);
    case "second-factor-on":
      return secondFactorEmail("on")(db, job.user_id);
    case "second-factor-off":
      return secondFactorEmail("off")(db, job.user_id);
  }
}
