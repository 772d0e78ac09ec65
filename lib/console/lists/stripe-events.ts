import { sql } from "drizzle-orm";
import { idBegins, instant, is, type ListSpec, text } from "../spec";

export const stripeEvents: ListSpec = {
  from: sql`stripe_events e`,
  columns: {
    id: sql`e.id`,
    type: sql`e.type`,
    payment_id: sql`e.payment_id`,
    status: sql`e.status`,
    note: sql`e.note`,
    created_at: sql`e.received_at`,
  },
  sorts: { newest: [instant(sql`e.received_at`), text(sql`e.id`)] },
  filters: { status: is(sql`e.status`) },
  of: { payment: is(sql`e.payment_id`) },
  search(q, begun) {
    // As an array, so that the index is used however many match.
    if (q.startsWith("evt_")) {
      return sql`e.id = any(array${begun(sql`id`, sql`stripe_events`, sql`id`, q)})`;
    }
    if (q.startsWith("pay_")) return idBegins(sql`e.payment_id`, "pay", q);
    if (!q.startsWith("pi_")) return null;
    return sql`e.payment_id = any(array${begun(sql`id`, sql`payments`, sql`stripe_payment_intent_id`, q)})`;
  },
};
