import { sql } from "drizzle-orm";
import { emailKey } from "@/lib/core/email-address";
import { ofPurchase } from "../of-purchase";
import { asNumber, bigint, is, type ListSpec, ofNumber } from "../spec";

export const operations: ListSpec = {
  from: sql`finance_operations o join trading_accounts a on a.login = o.login join customers c on c.id = a.customer_id`,
  counted: sql`finance_operations o`,
  created: { number: sql`o.order_no`, table: sql`finance_operations`, key: sql`order_no` },
  columns: {
    id: sql`o.order_no`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    login: sql`o.login`,
    reason: sql`o.reason`,
    comment: sql`o.comment`,
    status: sql`case when o.refusal is null then 'booked' else 'refused' end`,
    created_at: sql`o.created_at`,
    amount_cents: sql`o.amount_cents`,
    currency: sql`o.currency`,
  },
  sorts: {
    newest: [bigint(sql`o.order_no`)],
    amount: [bigint(sql`o.amount_cents`), bigint(sql`o.order_no`)],
  },
  filters: {
    status: (value) => (value === "booked" ? sql`o.refusal is null` : sql`o.refusal is not null`),
    reason: is(sql`o.reason`),
  },
  of: {
    wallet: ofNumber(sql`o.login`),
    purchase: (value) => ofPurchase(sql`o.login`, sql`o.api_data`, value),
  },
  search(q, begun) {
    const number = asNumber(q);
    if (number === null) {
      // As an array, so that the index by customer is used however many accounts they have.
      const people = begun(sql`id`, sql`customers`, sql`lower(email)`, emailKey(q));
      return sql`o.login in (select login from trading_accounts where customer_id = any(array${people}))`;
    }
    return sql`o.order_no in (select order_no from finance_operations where order_no = ${number} union select order_no from finance_operations where login = ${number})`;
  },
};
