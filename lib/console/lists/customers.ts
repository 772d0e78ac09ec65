import { type SQL, sql } from "drizzle-orm";
import { asNumber, bigint, idBegins, is, type ListSpec, ofCustomers } from "../spec";

export const customers: ListSpec = {
  from: sql`customers c`,
  created: { number: sql`c.id`, table: sql`customers`, key: sql`id` },
  columns: {
    id: sql`c.public_id`,
    email: sql`c.email`,
    name: sql`c.name`,
    role: sql`c.role`,
    status: sql`case when c.disabled_at is null then 'enabled' else 'disabled' end`,
    created_at: sql`c.created_at`,
  },
  sorts: { newest: [bigint(sql`c.id`)] },
  filters: {
    status: (value) =>
      value === "enabled" ? sql`c.disabled_at is null` : sql`c.disabled_at is not null`,
    role: is(sql`c.role`),
  },
  of: { app: is(sql`c.app_id`) },
  search(q, begun) {
    // Searched: the customer's own id, the id of something of theirs, a login, or their email address.
    if (q.startsWith("usr_"))
      return idBegins(sql`c.public_id`, "usr", q) ?? sql`c.public_id = ${q}`;
    const owner = (rows: SQL) => sql`c.id in (select customer_id from ${rows})`;
    if (q.startsWith("pay_")) return owner(sql`payments where id = ${q}`);
    if (q.startsWith("pi_")) return owner(sql`payments where stripe_payment_intent_id = ${q}`);
    if (q.startsWith("prop_")) return owner(sql`prop_accounts where id = ${q}`);
    if (q.startsWith("5") && q.includes("_")) {
      return owner(sql`prop_accounts where synthetic_hotkey collate "C" = ${q}`);
    }
    const login = asNumber(q);
    return login === null
      ? ofCustomers(sql`c.id`, q, begun)
      : owner(sql`trading_accounts where login = ${login}`);
  },
};
