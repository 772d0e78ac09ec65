import { sql } from "drizzle-orm";
import {
  asNumber,
  beginsWith,
  bigint,
  idBegins,
  is,
  type ListSpec,
  ofCustomer,
  ofCustomers,
  text,
} from "../spec";

export const payments: ListSpec = {
  from: sql`payments p join customers c on c.id = p.customer_id`,
  columns: {
    id: sql`p.id`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    what: sql`coalesce(p.tier_id, 'deposit to ' || p.deposit_login)`,
    status: sql`p.status`,
    created_at: sql`p.created_at`,
    amount_cents: sql`p.amount_cents`,
    currency: sql`p.currency`,
  },
  sorts: { newest: [text(sql`p.id`)], amount: [bigint(sql`p.amount_cents`), text(sql`p.id`)] },
  filters: {
    status: is(sql`p.status`),
    kind: is(sql`p.kind`),
    review: () => sql`p.review_reason is not null`,
  },
  of: { customer: ofCustomer(sql`p.customer_id`) },
  search(q) {
    if (q.startsWith("pay_")) return idBegins(sql`p.id`, "pay", q);
    if (q.startsWith("pi_")) return beginsWith(sql`p.stripe_payment_intent_id`, q);
    const login = asNumber(q);
    // The kind beside it, for the index of deposits.
    return login === null
      ? ofCustomers(sql`p.customer_id`, q)
      : sql`p.kind = 'deposit' and p.deposit_login = ${login}`;
  },
};
