import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** A sign of life of each job runner; the jobs of one that falls silent are freed. */
export const jobRunners = pgTable("job_runners", {
  id: text("id").primaryKey(),
  workerIds: jsonb("worker_ids").$type<string[]>().notNull(),
  seenAt: instant("seen_at").notNull(),
});
