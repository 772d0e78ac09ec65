import type { NoteView } from "@/lib/auth/schemas";
import type { EmailKind } from "@/lib/queue/email-job";
import type { ListName } from "./lists";

/** An amount in minor units. */
interface Amount {
  currency: string;
  cents: number;
}

/** Something of a customer's that isn't as it should be, with its page. */
export interface CustomerIssue {
  kind:
    | "setup_failed"
    | "account_suspended"
    | "challenge_suspended"
    | "disputed"
    | "inquiry"
    | "payment_flagged"
    | "purchase_stalled"
    | "payment_unfinished";
  list: ListName;
  id: string;
  /** What is known about it, in a sentence or a name; null if the kind says it all. */
  note: string | null;
  amount: Amount | null;
}

/** What a call about a customer is usually about. */
export interface CustomerSummary {
  name: string | null;
  email: string;
  is_verified: boolean;
  since: string;
  /** Card payments less refunds and lost disputes, the largest first; held in open disputes is a part of it. */
  spent: (Amount & { held_cents: number })[];
  issues: CustomerIssue[];
}

/**
 * An email to a customer. `waiting`: not sent yet, or to be tried again; `failed`: not tried again; `rejected`: the mail
 * server rejected the address.
 */
export interface CustomerEmail {
  id: string;
  kind: EmailKind;
  /** Null before it is composed. */
  subject: string | null;
  status: "sent" | "rejected" | "waiting" | "failed";
  at: string;
  /** The page of what it is about. */
  about: { list: ListName; id: string } | null;
  /** Of an email that wasn't sent: the last error, and the job's page if an operator can retry it. */
  error: string | null;
  job_id: string | null;
}

/** Emails, newest first, and whether there are more. */
export interface EmailList {
  rows: CustomerEmail[];
  has_more: boolean;
}

/** The parts of the console's page that only customers have. */
export interface CustomerView {
  user_id: string;
  summary: CustomerSummary;
  /** Newest first. */
  notes: NoteView[];
  /** Whether their personal data was removed: notes can't be added any more. */
  is_erased: boolean;
  emails: EmailList;
}
