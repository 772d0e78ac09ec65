import { sql } from "drizzle-orm";
import { challengeStatus } from "@/lib/challenges/schemas";
import { asNumber, bigint, type ListSpec, named, nameOf, ofCustomers } from "../spec";

export const challenges: ListSpec = {
  from: sql`challenges h join customers c on c.id = h.customer_id join programs g on g.id = h.program_id`,
  columns: {
    id: sql`h.id`,
    customer: sql`c.email`,
    program: sql`g.display_name`,
    login: sql`h.account_login`,
    phase: sql`h.current_phase_index`,
    status: nameOf(sql`h.status`, challengeStatus),
    created_at: sql`h.created_at`,
  },
  sorts: { newest: [bigint(sql`h.id`)] },
  filters: { status: named(sql`h.status`, challengeStatus) },
  search(q) {
    const number = asNumber(q);
    if (number === null) return ofCustomers(sql`h.customer_id`, q);
    return sql`h.id in (select id from challenges where id = ${number} union select id from challenges where account_login = ${number})`;
  },
};
