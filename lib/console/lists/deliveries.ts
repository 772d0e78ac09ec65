import { sql } from "drizzle-orm";
import { idBegins, is, type ListSpec, text } from "../spec";

export const deliveries: ListSpec = {
  from: sql`webhook_deliveries d join webhook_events e on e.id = d.event_id`,
  counted: sql`webhook_deliveries d`,
  created: { id: sql`d.id`, prefix: "whd" },
  columns: {
    id: sql`d.id`,
    type: sql`e.type`,
    endpoint_id: sql`d.endpoint_id`,
    // A delivery that succeeded is shown as arrived; "succeeded" means paid in the other lists.
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
      // The events are selected first, since they are few: otherwise all deliveries might be read.
      sql`d.event_id = any(array(select id from webhook_events where about @> array[${value}]))`,
  },
  search: (q) =>
    idBegins(sql`d.id`, "whd", q) ??
    idBegins(sql`d.event_id`, "evt", q) ??
    idBegins(sql`d.endpoint_id`, "we", q),
};
