import { sql } from "drizzle-orm";
import { beginsWith, idBegins, is, type ListSpec, text } from "../spec";

export const webhookEndpoints: ListSpec = {
  from: sql`webhook_endpoints w join api_apps a on a.id = w.app_id`,
  columns: {
    id: sql`w.id`,
    app: sql`a.name`,
    url: sql`w.url`,
    status: sql`case when w.disabled_at is null then 'enabled' else 'disabled' end`,
    created_at: sql`w.created_at`,
  },
  sorts: { newest: [text(sql`w.id`)] },
  filters: {
    status: (value) =>
      value === "enabled" ? sql`w.disabled_at is null` : sql`w.disabled_at is not null`,
  },
  of: { app: is(sql`w.app_id`) },
  search: (q) =>
    q.startsWith("we_")
      ? idBegins(sql`w.id`, "we", q)
      : sql`(${beginsWith(sql`w.url`, q)} or ${beginsWith(sql`w.app_id`, q)} or ${beginsWith(sql`lower(a.name)`, q.toLowerCase())})`,
};
