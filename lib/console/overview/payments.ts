import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { env } from "@/lib/core/env";
import { hasRefundFailedSql, isAgainstUsSql, isLostSql } from "@/lib/core/stripe-status";
import { idsOfDays } from "./days";

/**
 * Payments of each day by currency, kind and status: how many, how many are sales, and how much was paid. For payments of
 * Stripe's other mode, only their ids.
 */
export const paymentsSql = (days: string[]) => sql`
  select day, currency, kind, status, n, sold, cents, others from ${idsOfDays("pay", days)}, lateral (
    select currency, kind, case when status = 'requires_payment_method' and failure_reason is not null then 'declined' else status end as status, count(*) filter (where livemode = ${env().livemode})::int as n,
      count(*) filter (where livemode = ${env().livemode} and paid_at is not null and kind <> 'deposit' and rejection_code is null and status <> 'refunded')::int as sold,
      array_agg(id) filter (where livemode <> ${env().livemode}) as others,
      coalesce(sum(amount_cents) filter (where paid_at is not null and livemode = ${env().livemode}), 0)::text as cents
    from payments where id >= d.since and id < d.before
    group by 1, 2, 3) of_day`;

/**
 * Refunds of each day's payments, lost disputes, and disputes that hold money until they are decided; failed refunds
 * don't count. `offset 0` has each payment
 * looked up by its id: there are many more payments than refunds and disputes.
 */
export const returnsSql = (days: string[]) => sql`
  select day, currency, of_day.kind, sum(cents)::text as cents from ${idsOfDays("pay", days)}, lateral (
    select 'refund' as kind, payment_id, amount_cents as cents from payment_refunds
    where payment_id >= d.since and payment_id < d.before and not ${hasRefundFailedSql(sql`status`)}
    union all
    select case when ${isLostSql(sql`status`)} then 'lost' else 'held' end, payment_id, amount_cents from payment_disputes
    where payment_id >= d.since and payment_id < d.before and ${isAgainstUsSql(sql`status`)}) of_day
  cross join lateral (select currency from payments where id = payment_id and livemode = ${env().livemode} offset 0) p
  group by day, currency, of_day.kind`;

export interface PaymentsOfDay extends Record<string, unknown> {
  day: string;
  currency: string;
  kind: "challenge" | "deposit" | "program";
  status: string;
  n: number;
  /** How many of them bought an account or a program, without those that were refunded in full. */
  sold: number;
  cents: string;
}

export interface ReturnsOfDay extends Record<string, unknown> {
  day: string;
  currency: string;
  kind: "refund" | "lost" | "held";
  cents: string;
}

export async function readPayments(db: Database, days: string[]) {
  const { rows } = await db.execute<PaymentsOfDay & { others: string[] | null }>(paymentsSql(days));
  return {
    payments: rows.filter(({ n }) => n > 0),
    others: rows.flatMap(({ others }) => others ?? []),
  };
}

export async function readReturns(db: Database, days: string[]): Promise<ReturnsOfDay[]> {
  const { rows } = await db.execute<ReturnsOfDay>(returnsSql(days));
  return rows;
}

/** How many of the payments are sales. */
export const soldOf = (payments: PaymentsOfDay[]): number =>
  payments.reduce((sum, { sold }) => sum + sold, 0);
