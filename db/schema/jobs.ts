import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { customers } from "./auth";
import { createdAt, instant } from "./columns";

/**
 * Heartbeats of the processes that run jobs. If a process has none for a while, its jobs are unlocked. `workerIds` are
 * the ids by which its jobs are locked; `pools` are its worker pools that have polled recently. Release 0.1 doesn't
 * write `pools`: null counts as all pools.
 */
export const jobRunners = pgTable("job_runners", {
  id: text("id").primaryKey(),
  workerIds: jsonb("worker_ids").$type<string[]>().notNull(),
  pools: jsonb("pools").$type<string[]>(),
  seenAt: instant("seen_at").notNull(),
});

/**
 * Queued emails, until a worker turns them into jobs, many in one statement: so a change inserts only a row. The key is
 * the kind of the email with the ids of its subject.
 */
export const mailOutbox = pgTable("mail_outbox", {
  key: text("key").primaryKey(),
  payload: jsonb("payload").notNull(),
  // The key of the email that has to arrive before this one.
  after: text("after"),
  createdAt: createdAt(),
});

/**
 * Emails that were sent to a customer, or whose address the mail server rejected permanently. Their texts aren't stored,
 * since they are composed from rows and may contain a link to sign in by. Emails that wait are in the outbox and in jobs.
 */
export const sentEmails = pgTable(
  "sent_emails",
  {
    // The email's kind and its job, as in its Message-ID: an email that is sent twice has one row.
    id: text("id").primaryKey(),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    kind: text("kind").notNull(),
    // The ids of what it is about, as in its job.
    about: jsonb("about").$type<Record<string, string | number>>().notNull(),
    subject: text("subject").notNull(),
    status: text("status", { enum: ["sent", "rejected"] }).notNull(),
    sentAt: instant("sent_at").notNull().defaultNow(),
  },
  (t) => [
    index("sent_emails_customer").on(t.customerId, t.sentAt),
    index("sent_emails_sent").on(t.sentAt),
    check("sent_emails_status", sql`${t.status} in ('sent', 'rejected')`),
  ],
);
