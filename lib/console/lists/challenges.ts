import { sql } from "drizzle-orm";
import { challengeStatus } from "@/lib/challenges/schemas";
import { emailKey } from "@/lib/core/email-address";
import { asNumber, bigint, type ListSpec, named, nameOf, ofCustomer, ofNumber } from "../spec";

export const challenges: ListSpec = {
  from: sql`challenges h join customers c on c.id = h.customer_id join purchases p on p.id = h.purchase_id`,
  counted: sql`challenges h`,
  created: { number: sql`h.id`, table: sql`challenges`, key: sql`id` },
  columns: {
    id: sql`h.id`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    // The program's name at the time of purchase.
    program: sql`p.program ->> 'display_name'`,
    login: sql`h.account_login`,
    phase: sql`h.current_phase_index`,
    status: nameOf(sql`h.status`, challengeStatus),
    created_at: sql`h.created_at`,
  },
  sorts: { newest: [bigint(sql`h.id`)] },
  filters: { status: named(sql`h.status`, challengeStatus) },
  of: { customer: ofCustomer(sql`h.customer_id`), purchase: ofNumber(sql`h.purchase_id`) },
  search(q, begun) {
    const number = asNumber(q);
    if (number === null) {
      // As an array, so that the index by customer is used however many challenges they have.
      return sql`h.customer_id = any(array${begun(sql`id`, sql`customers`, sql`lower(email)`, emailKey(q))})`;
    }
    return sql`h.id in (select id from challenges where id = ${number} union select id from challenges where account_login = ${number})`;
  },
};
