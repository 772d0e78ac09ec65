import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { customers } from "./auth";
import { createdAt } from "./columns";

/** Actions of admins: actor, action, subject, reason, origin, and the values before and after. Append-only. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    adminId: integer("admin_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    reason: text("reason").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    ip: text("ip").notNull(),
    userAgent: text("user_agent").notNull(),
    requestId: text("request_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("audit_log_subject").on(t.subjectType, t.subjectId, t.id),
    index("audit_log_admin").on(t.adminId, t.id),
    index("audit_log_action").on(t.action, t.id),
    check("audit_log_reason", sql`length(trim(${t.reason})) between 3 and 500`),
  ],
);
