import type { Database } from "@/db/client";
import type { Addressed } from "../letter";
import type { MailJob } from "../schemas";
import { writeAccountClosed } from "./account-closed";
import { writeAccountReady } from "./account-ready";
import { writeAccountReinstated } from "./account-reinstated";
import { writeAccountSuspended } from "./account-suspended";
import { writeChallengeBought } from "./challenge-bought";
import {
  writeChallengeEnded,
  writeChallengeReinstated,
  writeChallengeSuspended,
} from "./challenge-hold";
import { writeDepositDisputeClosed, writeDepositDisputed } from "./deposit-dispute";
import { writePasswordChanged } from "./password-changed";
import { writePaymentFailed } from "./payment-failed";
import { writePurchaseEnded } from "./purchase-ended";
import { writeReceipt } from "./receipt";
import { writeRefundFailed } from "./refund-failed";
import { writeRefundIssued } from "./refund-issued";
import { writeResetPassword } from "./reset-password";
import { writeSecondFactor } from "./second-factor";
import { writeVerifyEmail } from "./verify-email";
import { writeWalletAdjusted } from "./wallet-adjusted";

/** The letter that a job asks for; null where there is nothing to tell any more. */
export function writeLetter(db: Database, job: MailJob): Promise<Addressed | null> {
  switch (job.kind) {
    case "receipt":
      return writeReceipt(db, job.payment_id);
    case "payment-failed":
      return writePaymentFailed(db, job.payment_id);
    case "account-ready":
      return writeAccountReady(db, job.prop_account_id);
    case "account-suspended":
      return writeAccountSuspended(db, job.prop_account_id);
    case "account-reinstated":
      return writeAccountReinstated(db, job.prop_account_id);
    case "account-closed":
      return writeAccountClosed(db, job.prop_account_id);
    case "refund-issued":
      return writeRefundIssued(db, job.refund_id);
    case "refund-failed":
      return writeRefundFailed(db, job.refund_id);
    case "deposit-disputed":
      return writeDepositDisputed(db, job.dispute_id);
    case "deposit-dispute-closed":
      return writeDepositDisputeClosed(db, job.dispute_id);
    case "challenge-rolled-back":
      return writePurchaseEnded("rolled back")(db, job.purchase_id);
    case "challenge-failed":
      return writePurchaseEnded("failed")(db, job.purchase_id);
    case "wallet-adjusted":
      return writeWalletAdjusted(db, job.money_request_id);
    case "challenge-bought":
      return writeChallengeBought(db, job.purchase_id);
    case "challenge-suspended":
      return writeChallengeSuspended(db, job.challenge_id);
    case "challenge-reinstated":
      return writeChallengeReinstated(db, job.challenge_id);
    case "challenge-ended":
      return writeChallengeEnded(db, job.challenge_id);
    case "verify-email":
      return writeVerifyEmail(db, job.link_id);
    case "reset-password":
      return writeResetPassword(db, job.link_id);
    case "password-changed":
      return writePasswordChanged(db, job.user_id);
    case "second-factor-on":
      return writeSecondFactor("on")(db, job.user_id);
    case "second-factor-off":
      return writeSecondFactor("off")(db, job.user_id);
  }
}
