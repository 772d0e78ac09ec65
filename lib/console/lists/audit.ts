import { sql } from "drizzle-orm";
import { auditSubjects } from "@/lib/audit/schemas";
import { bigint, is, type ListSpec, ofCustomer, ofCustomers } from "../spec";

/** The entries about one subject, named as `account:prop_…`. */
function ofSubject(value: string) {
  const [type = "", ...id] = value.split(":");
  return sql`(l.subject_type = ${type} and l.subject_id = ${id.join(":")})`;
}

export const audit: ListSpec = {
  from: sql`audit_log l join customers c on c.id = l.admin_id`,
  counted: sql`audit_log l`,
  created: { number: sql`l.id`, table: sql`audit_log`, key: sql`id` },
  columns: {
    id: sql`l.id`,
    admin: sql`c.email`,
    customer_ref: sql`c.public_id`,
    action: sql`l.action`,
    subject_id: sql`l.subject_id`,
    reason: sql`l.reason`,
    ip: sql`l.ip`,
    created_at: sql`l.created_at`,
  },
  sorts: { newest: [bigint(sql`l.id`)] },
  filters: { about: is(sql`l.subject_type`) },
  of: { admin: ofCustomer(sql`l.admin_id`), subject: ofSubject },
  search: (q, begun) =>
    q.includes("@")
      ? ofCustomers(sql`l.admin_id`, q, begun)
      : sql`l.subject_id = ${q} and l.subject_type in (${sql.join(
          auditSubjects.map((type) => sql`${type}`),
          sql`, `,
        )})`,
};
