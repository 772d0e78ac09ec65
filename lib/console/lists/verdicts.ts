import { type SQL, sql } from "drizzle-orm";
import { asNumber, idBegins, is, type ListSpec, ofNumber, text } from "../spec";
import { accountsOf } from "./accounts-of";

/** A number of a verdict, by its rule: money and lots with two decimals. */
const shown = (value: SQL) =>
  sql`case when v.rule in ('daily_loss', 'total_loss', 'profit_target', 'consistency') then round(${value} / 100.0, 2)
    when v.rule = 'max_lots' then round(${value} / 100000000.0, 2) else ${value} end::text`;

export const verdicts: ListSpec = {
  from: sql`verdicts v join evaluations e on e.id = v.evaluation_id join venue_accounts a on a.id = e.venue_account_id join customers c on c.id = a.customer_id`,
  counted: sql`verdicts v`,
  created: { id: sql`v.id`, prefix: "vrd" },
  columns: {
    id: sql`v.id`,
    customer: sql`c.email`,
    customer_ref: sql`c.public_id`,
    login: sql`coalesce(a.login::text, a.prop_account_id)`,
    evaluation_id: sql`v.evaluation_id`,
    decision: sql`v.kind`,
    rule: sql`v.rule`,
    threshold: shown(sql`v.threshold`),
    observed: shown(sql`v.observed`),
    status: sql`v.standing`,
    created_at: sql`v.detected_at`,
  },
  sorts: { newest: [text(sql`v.id`)] },
  filters: { decision: is(sql`v.kind`), status: is(sql`v.standing`) },
  of: { evaluation: ofNumber(sql`v.evaluation_id`) },
  search(q, begun) {
    const ofEvaluations = (ids: SQL) => sql`v.evaluation_id = any(array(${ids}))`;
    const number = asNumber(q);
    if (number !== null) {
      return ofEvaluations(sql`select id from evaluations where challenge_id = ${number}
        union select x.id from evaluations x join venue_accounts y on y.id = x.venue_account_id where y.login = ${number}`);
    }
    return (
      idBegins(sql`v.id`, "vrd", q) ??
      ofEvaluations(
        sql`select id from evaluations where venue_account_id = any(${accountsOf(q, begun)})`,
      )
    );
  },
};
