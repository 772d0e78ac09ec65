import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/core/context";

const BATCH = 200;
// Rows are filled in for some minutes in each hour, not in one go: every index of a table changes with a row.
const BUDGET_MS = 4 * 60_000;

/**
 * Fills in the rule sets of what was sold before there were any, the newest first and a few rows in each
 * statement; rows that are locked are left to the next run. The SQL functions of migration 0040 make the rule sets, of the terms that were sold. A payment or account
 * from before terms were stored gets those of the catalog of its day: what the audit log has from the first edit after it,
 * else the tier's present rules.
 */
export async function fillRuleSets({ db }: Pick<Context, "db">): Promise<void> {
  const until = Date.now() + BUDGET_MS;
  for (const statement of [purchases, phases, payments, propAccounts]) {
    let filled = BATCH;
    while (filled === BATCH && Date.now() < until) {
      filled = (await db.execute(statement)).rowCount ?? 0;
    }
  }
}

/** The terms of a row's tier when it was sold, by the time of the sale. */
const termsOfTheDay = (soldAt: SQL): SQL => sql`(
  select jsonb_build_object('name', day.name, 'profit_target_pct', day.profit_target_pct,
    'max_daily_loss_pct', day.max_daily_loss_pct, 'max_total_loss_pct', day.max_total_loss_pct,
    'profit_split_pct', day.profit_split_pct, 'min_trading_days', day.min_trading_days)
  from tiers t, jsonb_populate_record(t, (
    select a.before from audit_log a
    where a.action = 'tier.edit' and a.subject_type = 'tier' and a.subject_id = t.id
      and a.created_at > ${soldAt} and a.before ? 'max_total_loss_pct'
    order by a.id limit 1) - 'id') day
  where t.id = s.tier_id)`;

const payments: SQL = sql`
  update payments p set tier_terms = sold.terms, rule_set_id = sold.terms ->> 'rule_set'
  from (
    select s.id, terms_with_rules(coalesce(s.tier_terms, ${termsOfTheDay(sql`s.created_at`)}), s.currency) as terms
    from payments s where s.rule_set_id is null and s.tier_id is not null
    order by s.id desc limit ${BATCH} for no key update skip locked
  ) sold where p.id = sold.id`;

/** After the payments: an account has the terms of its payment. */
const propAccounts: SQL = sql`
  update prop_accounts a set tier_terms = sold.terms, rule_set_id = sold.terms ->> 'rule_set'
  from (
    select s.id, terms_with_rules(
      coalesce(s.tier_terms, p.tier_terms, ${termsOfTheDay(sql`coalesce(p.created_at, s.created_at)`)}),
      coalesce(p.currency, t.currency)) as terms
    from prop_accounts s join tiers t on t.id = s.tier_id left join payments p on p.id = s.payment_id
    where s.rule_set_id is null
    order by s.id desc limit ${BATCH} for no key update of s skip locked
  ) sold where a.id = sold.id`;

const purchases: SQL = sql`
  update purchases p set program = sold.program, rule_set_id = sold.program #>> '{steps,0,rule_set}'
  from (
    select id, program_with_rules(program) as program from purchases
    where rule_set_id is null and jsonb_typeof(program #> '{steps,0}') = 'object'
    order by id desc limit ${BATCH} for no key update skip locked
  ) sold where p.id = sold.id`;

/** After the purchases: a phase has the rule set that its purchase names. */
const phases: SQL = sql`
  update challenge_phases p set rule_set_id = sold.rule_set
  from (
    select s.challenge_id, s.phase_index, b.program -> 'steps' -> (s.phase_index - 1) ->> 'rule_set' as rule_set
    from challenge_phases s
    join challenges c on c.id = s.challenge_id
    join purchases b on b.id = c.purchase_id and b.rule_set_id is not null
    where s.rule_set_id is null and b.program -> 'steps' -> (s.phase_index - 1) ->> 'rule_set' is not null
    order by s.challenge_id desc limit ${BATCH} for no key update of s skip locked
  ) sold where p.challenge_id = sold.challenge_id and p.phase_index = sold.phase_index`;
