import { sql } from "drizzle-orm";
import { beginsWith, idBegins, type ListSpec, text } from "../spec";

export const apps: ListSpec = {
  from: sql`api_apps a`,
  created: { at: sql`a.created_at` },
  columns: {
    id: sql`a.id`,
    name: sql`a.name`,
    scopes: sql`array_to_string(a.scopes, ', ')`,
    first_party: sql`case when a.first_party then 'yes' else 'no' end`,
    status: sql`case when a.disabled_at is null then 'enabled' else 'disabled' end`,
    created_at: sql`a.created_at`,
  },
  sorts: { newest: [text(sql`a.id`)] },
  filters: {
    status: (value) =>
      value === "enabled" ? sql`a.disabled_at is null` : sql`a.disabled_at is not null`,
  },
  search: (q) =>
    idBegins(sql`a.id`, "app", q) ??
    sql`(${beginsWith(sql`lower(a.name)`, q.toLowerCase())} or ${beginsWith(sql`a.id`, q)})`,
};
