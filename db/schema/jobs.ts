import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
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
