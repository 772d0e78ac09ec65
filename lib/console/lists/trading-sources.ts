import { sql } from "drizzle-orm";
import { beginsWith, type ListSpec, text } from "../spec";

export const tradingSources: ListSpec = {
  from: sql`trading_sources s join api_apps a on a.id = s.app_id`,
  created: { at: sql`s.created_at` },
  columns: {
    id: sql`s.id`,
    app: sql`a.name`,
    venue: sql`s.venue`,
    status: sql`case when s.disabled_at is null then 'enabled' else 'disabled' end`,
    created_at: sql`s.created_at`,
  },
  sorts: { newest: [text(sql`s.id`)] },
  filters: {
    status: (value) =>
      value === "enabled" ? sql`s.disabled_at is null` : sql`s.disabled_at is not null`,
  },
  of: { app: (id) => sql`s.app_id = ${id}` },
  search: (q) =>
    sql`(${beginsWith(sql`s.id`, q.toLowerCase())} or ${beginsWith(sql`lower(a.name)`, q.toLowerCase())} or s.app_id = ${q})`,
};
