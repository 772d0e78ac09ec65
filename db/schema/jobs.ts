import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns";

/**
 * A sign of life of each process that takes jobs; the jobs of one that falls silent are freed.
 * `workerIds` are the ids that its jobs are locked by, `pools` the names of the worker pools that polled
 * lately. An older release doesn't write `pools`: null counts as all of them.
 */
export const jobRunners = pgTable("job_runners", {
  id: text("id").primaryKey(),
  workerIds: jsonb("worker_ids").$type<string[]>().notNull(),
  pools: jsonb("pools").$type<string[]>(),
  seenAt: instant("seen_at").notNull(),
});

/**
 * E-mails that are to be sent, until a worker makes jobs of them: many at once, so that a change that
 * tells of itself by mail has only a row to write. The key is of the mail and what it is about.
 */
export const mailOutbox = pgTable("mail_outbox", {
  key: text("key").primaryKey(),
  payload: jsonb("payload").notNull(),
  // The key of the email that has to be sent before this one.
  after: text("after"),
  createdAt: createdAt(),
});
