import { sql } from "drizzle-orm";
import { idBegins, is, type ListSpec, text } from "../spec";

export const deliveries: ListSpec = {
  from: sql`webhook_deliveries d join webhook_events e on e.id = d.event_id`,
  columns: {
    id: sql`d.id`,
    type: sql`e.type`,
    endpoint_id: sql`d.endpoint_id`,
    // What succeeded elsewhere was paid: here it arrived.
    status: sql`case d.status when 'succeeded' then 'delivered' else d.status end`,
    attempts: sql`d.attempts`,
    response_status: sql`d.response_status`,
    created_at: sql`d.created_at`,
  },
  sorts: { newest: [text(sql`d.id`)] },
  filters: { status: (value) => sql`d.status = ${value === "delivered" ? "succeeded" : value}` },
  of: {
    endpoint: is(sql`d.endpoint_id`),
    about: (value) =>
      // The events first, of which there are few: else all deliveries may be gone through for them.
      sql`d.event_id = any(array(select id from webhook_events where about @> array[${value}]))`,
  },
  search: (q) =>
    idBegins(sql`d.id`, "whd", q) ??
    idBegins(sql`d.event_id`, "evt", q) ??
    idBegins(sql`d.endpoint_id`, "we", q),
};
