import { sql } from "drizzle-orm";
import { asNumber, idBegins, is, type ListSpec, text } from "../spec";
import { accountsOf } from "./accounts-of";

export const venueCommands: ListSpec = {
  from: sql`venue_commands m join venue_accounts a on a.id = m.venue_account_id join customers c on c.id = a.customer_id`,
  counted: sql`venue_commands m`,
  created: { id: sql`m.id`, prefix: "cmd" },
  columns: {
    id: sql`m.id`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    venue: sql`a.venue`,
    login: sql`coalesce(a.login::text, a.prop_account_id)`,
    command: sql`m.kind`,
    status: sql`m.state`,
    attempts: sql`m.attempts`,
    error: sql`m.error`,
    created_at: sql`m.created_at`,
  },
  sorts: { newest: [text(sql`m.id`)] },
  filters: {
    status: is(sql`m.state`),
    // The condition of the index venue_commands_open: few commands are open for longer than a moment.
    overdue: () =>
      sql`m.id = any(array(select id from venue_commands where state in ('pending', 'accepted', 'failed', 'unsupported') and created_at < now() - interval '30 seconds'))`,
  },
  of: {
    evaluation: (id) =>
      sql`m.venue_account_id = (select venue_account_id from evaluations where id = ${asNumber(id)})`,
    verdict: (id) => sql`m.verdict_id = ${id}`,
  },
  search(q, begun) {
    const number = asNumber(q);
    if (number !== null) {
      return sql`m.venue_account_id = any(array(select id from venue_accounts where login = ${number}))`;
    }
    return idBegins(sql`m.id`, "cmd", q) ?? sql`m.venue_account_id = any(${accountsOf(q, begun)})`;
  },
};
