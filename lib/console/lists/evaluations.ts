import { sql } from "drizzle-orm";
import { soldTierNameSql } from "@/lib/catalog";
import { asNumber, bigint, is, type ListSpec, ofCustomer, ofNumber } from "../spec";
import { accountsOf } from "./accounts-of";

/** What is left until the nearest floor of a loss rule. */
const left = sql`(e.judged ->> 'equity')::bigint - greatest((e.judged #>> '{daily,floor}')::bigint, (e.judged #>> '{total,floor}')::bigint)`;

export const evaluations: ListSpec = {
  from: sql`evaluations e join venue_accounts v on v.id = e.venue_account_id join customers c on c.id = v.customer_id join challenges h on h.id = e.challenge_id left join purchases p on p.id = h.purchase_id left join prop_accounts b on b.id = h.prop_account_id`,
  counted: sql`evaluations e`,
  created: { at: sql`e.opened_at` },
  columns: {
    id: sql`e.id`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    program: sql`coalesce(p.program ->> 'display_name', ${soldTierNameSql(sql`b`)})`,
    challenge_id: sql`e.challenge_id`,
    login: sql`coalesce(v.login::text, v.prop_account_id)`,
    phase: sql`e.phase_index`,
    status: sql`case when e.monitored then e.state else 'unmonitored' end`,
    last_event_at: sql`e.last_event_at`,
    created_at: sql`e.opened_at`,
    equity_cents: sql`coalesce((e.judged ->> 'equity')::bigint, e.initial_cents)`,
    left_cents: left,
    currency: sql`lower(coalesce(p.account_currency, b.tier_terms ->> 'currency', 'usd'))`,
  },
  sorts: { newest: [bigint(sql`e.id`)] },
  filters: {
    status: is(sql`e.state`),
    // The condition of the index evaluations_unclear.
    unclear: () => sql`(e.last_gap_at is not null or e.unexplained_cents <> 0)`,
  },
  of: {
    customer: (id) =>
      sql`e.venue_account_id = any(array(select id from venue_accounts where ${ofCustomer(sql`customer_id`)(id)}))`,
    challenge: ofNumber(sql`e.challenge_id`),
  },
  search(q, begun) {
    const number = asNumber(q);
    if (number === null) return sql`e.venue_account_id = any(${accountsOf(q, begun)})`;
    return sql`e.id = any(array(
      select id from evaluations where id = ${number}
      union select id from evaluations where challenge_id = ${number}
      union select x.id from evaluations x join venue_accounts a on a.id = x.venue_account_id where a.login = ${number}))`;
  },
};
