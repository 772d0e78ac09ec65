import type { Database } from "@/db/client";
import type { Addressed } from "../letter";
import type { MailJob } from "../schemas";
import { writeAccountReady } from "./account-ready";
import { writeAccountSuspended } from "./account-suspended";
import { writeChallengeBought } from "./challenge-bought";
import { writePaymentFailed } from "./payment-failed";
import { writeReceipt } from "./receipt";

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
  }
}
