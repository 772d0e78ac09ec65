import type { Database } from "@/db/client";
import type { Addressed } from "../letter";
import type { MailJob } from "../schemas";
import { writeAccountReady } from "./account-ready";
import { writeAccountSuspended } from "./account-suspended";
import { writeChallengeBought } from "./challenge-bought";
import {
  writeChallengeEnded,
  writeChallengeReinstated,
  writeChallengeSuspended,
} from "./challenge-hold";
import { writePasswordChanged } from "./password-changed";
import { writePaymentFailed } from "./payment-failed";
import { writeReceipt } from "./receipt";
import { writeResetPassword } from "./reset-password";
import { writeSecondFactor } from "./second-factor";
import { writeVerifyEmail } from "./verify-email";

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
