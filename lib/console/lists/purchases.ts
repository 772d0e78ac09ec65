import { sql } from "drizzle-orm";
import { purchaseStatus } from "@/lib/challenges/schemas";
import {
  asNumber,
  bigint,
  type ListSpec,
  named,
  nameOf,
  ofCustomer,
  ofCustomers,
  ofNumber,
} from "../spec";

export const purchases: ListSpec = {
  from: sql`purchases p join customers c on c.id = p.customer_id`,
  counted: sql`purchases p`,
  created: { number: sql`p.id`, table: sql`purchases`, key: sql`id` },
  columns: {
    id: sql`p.id`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    program: sql`p.program ->> 'display_name'`,
    payer_login: sql`p.payer_login`,
    status: nameOf(sql`p.status`, purchaseStatus),
    created_at: sql`p.created_at`,
    amount_cents: sql`p.amount_cents`,
    currency: sql`p.currency`,
  },
  sorts: {
    newest: [bigint(sql`p.id`)],
    amount: [bigint(sql`p.amount_cents`), bigint(sql`p.id`)],
  },
  filters: {
    status: named(sql`p.status`, purchaseStatus),
    stuck: () =>
      sql`(p.status in (0, 1, 2) or p.rollback_problem is not null) and p.updated_at < now() - interval '1 minute'`,
  },
  of: { customer: ofCustomer(sql`p.customer_id`), wallet: ofNumber(sql`p.payer_login`) },
  search(q, begun) {
    const number = asNumber(q);
    if (number === null) return ofCustomers(sql`p.customer_id`, q, begun);
    return sql`p.id in (select id from purchases where id = ${number} union select id from purchases where account_login = ${number} union select id from purchases where payer_login = ${number})`;
  },
};
