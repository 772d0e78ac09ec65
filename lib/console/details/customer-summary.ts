import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { env } from "@/lib/core/env";
import { hasRefundFailedSql, isAgainstUsSql, isLostSql } from "@/lib/core/stripe-status";
import type { CustomerIssue, CustomerSummary } from "../schemas";

// A customer with more has one problem that caused them all.
const MOST_ISSUES = 20;

interface SpentRow extends Record<string, unknown> {
  currency: string;
  cents: string;
  held: string;
}

/** A customer's card payments by currency, less what was refunded or lost in disputes. */
export const spentSql = (customerId: number) => sql`
    select p.currency, sum(p.amount_cents - coalesce(r.cents, 0) - coalesce(d.lost, 0))::text as cents, coalesce(sum(d.held), 0)::text as held
    from payments p
    left join lateral (
      select sum(amount_cents) as cents from payment_refunds where payment_id = p.id and not ${hasRefundFailedSql(sql`status`)}) r on true
    left join lateral (
      select sum(amount_cents) filter (where ${isLostSql(sql`status`)}) as lost,
        sum(amount_cents) filter (where not ${isLostSql(sql`status`)}) as held
      from payment_disputes where payment_id = p.id and ${isAgainstUsSql(sql`status`)}) d on true
    where p.customer_id = ${customerId} and p.paid_at is not null and p.livemode = ${env().livemode}
    group by p.currency order by sum(p.amount_cents) desc, p.currency`;

export async function readSpent(
  db: Database,
  customerId: number,
): Promise<CustomerSummary["spent"]> {
  const { rows } = await db.execute<SpentRow>(spentSql(customerId));
  return rows.map(({ currency, cents, held }) => ({
    currency,
    cents: Number(cents),
    held_cents: Number(held),
  }));
}

interface IssueRow extends Record<string, unknown> {
  kind: CustomerIssue["kind"];
  list: CustomerIssue["list"];
  id: string;
  note: string | null;
  cents: string | null;
  currency: string | null;
}

// Inquiries take no money; while one is open, the firm can still prevent a dispute.
const isOpenInquiry = sql`d.status in ('warning_needs_response', 'warning_under_review')`;
const isHeld = sql`${isAgainstUsSql(sql`d.status`)} and not ${isLostSql(sql`d.status`)}`;

/** What of a customer's needs an operator, or is why the customer calls. The most urgent kind first. */
export const issuesSql = (customerId: number) => sql`
    select * from (
      select 1 as rank, 'setup_failed' as kind, 'accounts' as list, id, null as note, null::text as cents, null as currency, created_at
      from prop_accounts where customer_id = ${customerId} and status = 'provisioning_failed'
      union all
      select case when ${isOpenInquiry} then 3 else 2 end, case when ${isOpenInquiry} then 'inquiry' else 'disputed' end, 'payments', p.id, d.reason, d.amount_cents::text, p.currency, d.created_at
      from payments p join payment_disputes d on d.payment_id = p.id
      where p.customer_id = ${customerId} and (${isHeld} or ${isOpenInquiry})
      union all
      select 4, 'payment_flagged', 'payments', id, review_reason, amount_cents::text, currency, created_at
      from payments where customer_id = ${customerId} and review_kind <> 'dispute'
      union all
      select 5, 'purchase_stalled', 'purchases', id::text, program ->> 'display_name', amount_cents::text, currency, created_at
      from purchases where customer_id = ${customerId} and (status in (0, 1, 2) or rollback_problem is not null) and updated_at < now() - interval '1 minute'
      union all
      select 6, 'account_suspended', 'accounts', id, case when dispute_hold then 'Payment disputed' else 'Suspended by an admin' end, null, null, created_at
      from prop_accounts where customer_id = ${customerId} and status = 'suspended'
      union all
      select 7, 'challenge_suspended', 'challenges', id::text,
        case hold_reason when 'deposit_disputed' then 'Top-up disputed' else 'Top-up refunded' end, null, null, created_at
      from challenges where customer_id = ${customerId} and held_at is not null and ended_at is null
      union all
      select 8, 'payment_unfinished', 'payments', id, null, amount_cents::text, currency, created_at
      from payments where customer_id = ${customerId} and intent_status not in ('succeeded', 'canceled') and stripe_payment_intent_id is not null
    ) issue order by rank, created_at desc limit ${MOST_ISSUES}`;

export async function readIssues(db: Database, customerId: number): Promise<CustomerIssue[]> {
  const { rows } = await db.execute<IssueRow>(issuesSql(customerId));
  return rows.map(({ kind, list, id, note, cents, currency }) => ({
    kind,
    list,
    id,
    note,
    amount: cents === null || currency === null ? null : { cents: Number(cents), currency },
  }));
}
