import { sql } from "drizzle-orm";
import { soldTierNameSql } from "@/lib/catalog";
import {
  beginsWith,
  bigint,
  idBegins,
  is,
  type ListSpec,
  ofCustomer,
  ofCustomers,
  text,
} from "../spec";

export const accounts: ListSpec = {
  from: sql`prop_accounts a join customers c on c.id = a.customer_id`,
  counted: sql`prop_accounts a`,
  created: { id: sql`a.id`, prefix: "prop" },
  columns: {
    id: sql`a.id`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    what: soldTierNameSql(sql`a`),
    subaccount_id: sql`a.subaccount_id`,
    status: sql`a.status`,
    created_at: sql`a.created_at`,
    account_size: sql`a.account_size`,
  },
  sorts: { newest: [text(sql`a.id`)], amount: [bigint(sql`a.account_size`), text(sql`a.id`)] },
  filters: { status: is(sql`a.status`), source: is(sql`a.source`) },
  of: { customer: ofCustomer(sql`a.customer_id`), payment: is(sql`a.payment_id`) },
  search(q, begun) {
    if (q.startsWith("prop_")) return idBegins(sql`a.id`, "prop", q);
    if (q.startsWith("pay_")) return idBegins(sql`a.payment_id`, "pay", q);
    // An SS58 address begins with 5 and has no @.
    if (/^5[1-9A-HJ-NP-Za-km-z]{5,}/.test(q) && !q.includes("@")) {
      // All accounts of an entity have its address as a prefix; a longer text matches one or a few.
      return q.includes("_")
        ? sql`a.id in ${begun(sql`id`, sql`prop_accounts`, sql`synthetic_hotkey`, q)}`
        : beginsWith(sql`a.synthetic_hotkey`, q);
    }
    return ofCustomers(sql`a.customer_id`, q, begun);
  },
};
