import { sql } from "drizzle-orm";
import { beginsWith, idBegins, instant, is, type ListSpec, text } from "../spec";

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
    if (q.startsWith("evt_")) return beginsWith(sql`e.id`, q);
    if (q.startsWith("pay_")) return idBegins(sql`e.payment_id`, "pay", q);
    if (!q.startsWith("pi_")) return null;
    // As an array, for which the index of payments is gone through however many there are.
    return sql`e.payment_id = any(array${begun(sql`id`, sql`payments`, sql`stripe_payment_intent_id`, q)})`;
  },
};
