import { sql } from "drizzle-orm";
import { challengeStatus, purchaseStatus } from "@/lib/challenges/schemas";
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
  from: sql`purchases p join customers c on c.id = p.customer_id left join challenges h on h.purchase_id = p.id`,
  counted: sql`purchases p`,
  created: { number: sql`p.id`, table: sql`purchases`, key: sql`id` },
  columns: {
    id: sql`p.id`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    program: sql`p.program ->> 'display_name'`,
    payer_login: sql`p.payer_login`,
    login: sql`coalesce(h.account_login, p.account_login)`,
    challenge_id: sql`h.id`,
    phase: sql`h.current_phase_index`,
    status: nameOf(sql`p.status`, purchaseStatus),
    challenge: sql`case when h.held_at is not null and h.ended_at is null then 'suspended' else ${nameOf(sql`h.status`, challengeStatus)} end`,
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
    // The condition of the index challenges_held: few challenges are suspended.
    suspended: () =>
      sql`p.id = any(array(select purchase_id from challenges where held_at is not null and ended_at is null))`,
    stuck: () =>
      sql`(p.status in (0, 1, 2) or p.rollback_problem is not null) and p.updated_at < now() - interval '1 minute'`,
  },
  of: { customer: ofCustomer(sql`p.customer_id`), wallet: ofNumber(sql`p.payer_login`) },
  search(q, begun) {
    const number = asNumber(q);
    if (number === null) return ofCustomers(sql`p.customer_id`, q, begun);
    return sql`p.id in (select id from purchases where id = ${number} union select id from purchases where account_login = ${number} union select id from purchases where payer_login = ${number} union select h.purchase_id from challenge_phases f join challenges h on h.id = f.challenge_id where f.account_login = ${number})`;
  },
};
