import { sql } from "drizzle-orm";
import { beginsWith, bigint, idBegins, is, type ListSpec } from "../spec";

export const customers: ListSpec = {
  from: sql`customers c`,
  columns: {
    id: sql`c.public_id`,
    email: sql`c.email`,
    name: sql`c.name`,
    role: sql`c.role`,
    status: sql`case when c.disabled_at is null then 'enabled' else 'disabled' end`,
    created_at: sql`c.created_at`,
  },
  sorts: { newest: [bigint(sql`c.id`)] },
  filters: {
    status: (value) =>
      value === "enabled" ? sql`c.disabled_at is null` : sql`c.disabled_at is not null`,
    role: is(sql`c.role`),
  },
  of: { app: is(sql`c.app_id`) },
  search: (q) =>
    q.startsWith("usr_")
      ? idBegins(sql`c.public_id`, "usr", q)
      : beginsWith(sql`lower(c.email)`, q.toLowerCase()),
};
