import { sql } from "drizzle-orm";
import { idBegins, instant, is, type ListSpec, text } from "../spec";

// Changed a payment, flagged it (the note says why), or isn't processed yet. With `limit`, PostgreSQL looks at the history
// of each event's payment; with `exists` it would read everybody's.
const changedSomething = sql`(e.status = 'received' or e.status = 'handled' and e.note is not null
  or (select h.id from payment_events h where h.payment_id = e.payment_id and h.stripe_event_id = e.id and h.changes <> '[]' limit 1) is not null)`;

export const stripeEvents: ListSpec = {
  from: sql`stripe_events e`,
  created: { at: sql`e.received_at` },
  columns: {
    id: sql`e.id`,
    type: sql`e.type`,
    payment_id: sql`e.payment_id`,
    status: sql`e.status`,
    note: sql`e.note`,
    created_at: sql`e.received_at`,
  },
  sorts: { newest: [instant(sql`e.received_at`), text(sql`e.id`)] },
  filters: {
    status: is(sql`e.status`),
    effect: (value) => (value === "changed" ? changedSomething : sql`true`),
  },
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
