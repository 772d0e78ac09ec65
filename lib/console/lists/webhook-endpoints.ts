import { sql } from "drizzle-orm";
import { beginsWith, idBegins, is, type ListSpec, text } from "../spec";

export const webhookEndpoints: ListSpec = {
  from: sql`webhook_endpoints w join api_apps a on a.id = w.app_id`,
  created: { at: sql`w.created_at` },
  columns: {
    id: sql`w.id`,
    app: sql`a.name`,
    url: sql`w.url`,
    status: sql`case when w.disabled_at is not null then 'disabled' when w.failing_since is not null then 'failing' else 'enabled' end`,
    created_at: sql`w.created_at`,
  },
  sorts: { newest: [text(sql`w.id`)] },
  filters: {
    status: (value) =>
      value === "disabled"
        ? sql`w.disabled_at is not null`
        : sql`w.disabled_at is null and (w.failing_since is not null) = ${value === "failing"}`,
  },
  of: { app: is(sql`w.app_id`) },
  search: (q) =>
    q.startsWith("we_")
      ? idBegins(sql`w.id`, "we", q)
      : sql`(${beginsWith(sql`w.url`, q)} or ${beginsWith(sql`w.app_id`, q)} or ${beginsWith(sql`lower(a.name)`, q.toLowerCase())})`,
};
