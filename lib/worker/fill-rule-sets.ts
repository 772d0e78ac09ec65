import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/core/context";

const BATCH = 200;
// Rows are filled in for some minutes in each hour, not in one go: every index of a table changes with a row.
const BUDGET_MS = 4 * 60_000;

/**
 * Fills in the rule sets of what was sold before there were any, the newest first and a few rows in each
 * statement; rows that are locked are left to the next run. The triggers of the tables make the rule sets, of the terms that were sold. A payment or account
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
  update payments s set tier_terms = coalesce(s.tier_terms, ${termsOfTheDay(sql`s.created_at`)})
  where s.id in (
    select id from payments where rule_set_id is null and tier_id is not null
    order by id desc limit ${BATCH} for no key update skip locked)`;

/** After the payments: an account has the terms of its payment. */
const propAccounts: SQL = sql`
  update prop_accounts s set tier_terms = coalesce(
    s.tier_terms, (select p.tier_terms from payments p where p.id = s.payment_id),
    ${termsOfTheDay(sql`coalesce((select p.created_at from payments p where p.id = s.payment_id), s.created_at)`)})
  where s.id in (
    select id from prop_accounts where rule_set_id is null
    order by id desc limit ${BATCH} for no key update skip locked)`;

const purchases: SQL = sql`
  update purchases set program = program where id in (
    select id from purchases where rule_set_id is null and jsonb_typeof(program #> '{steps,0}') = 'object'
    order by id desc limit ${BATCH} for no key update skip locked)`;

/** After the purchases: a phase has the rule set that its purchase names. */
const phases: SQL = sql`
  update challenge_phases p set rule_set_id = null where (challenge_id, phase_index) in (
    select p.challenge_id, p.phase_index from challenge_phases p
    join challenges c on c.id = p.challenge_id
    join purchases b on b.id = c.purchase_id and b.rule_set_id is not null
      and (b.program -> 'steps' -> (p.phase_index - 1)) ? 'rule_set'
    where p.rule_set_id is null
    order by p.challenge_id desc limit ${BATCH} for no key update of p skip locked)`;
