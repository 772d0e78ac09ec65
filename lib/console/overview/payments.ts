import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import { idsOfDays } from "./days";

/**
 * Payments of each day by currency, kind and status: how many, and how much of it was paid. Of those in
 * Stripe's other mode only which they are.
 */
export const paymentsSql = (days: string[]) => sql`
  select day, currency, kind, status, n, cents, others from ${idsOfDays("pay", days)}, lateral (
    select currency, kind, case when status = 'requires_payment_method' and failure_reason is not null then 'declined' else status end as status, count(*) filter (where livemode = ${env().livemode})::int as n,
      array_agg(id) filter (where livemode <> ${env().livemode}) as others,
      coalesce(sum(amount_cents) filter (where paid_at is not null and livemode = ${env().livemode}), 0)::text as cents
    from payments where id >= d.since and id < d.before
    group by 1, 2, 3) of_day`;

/**
 * What went back of each day's payments: refunds that didn't fail, and disputes that were lost. `offset 0`
 * has each payment looked up by its id: all of them are many more than those whose money went back.
 */
export const returnsSql = (days: string[]) => sql`
  select day, currency, refund, sum(cents)::text as cents from ${idsOfDays("pay", days)}, lateral (
    select true as refund, payment_id, amount_cents as cents from payment_refunds
    where payment_id >= d.since and payment_id < d.before and status not in ('failed', 'canceled')
    union all
    select false, payment_id, amount_cents from payment_disputes
    where payment_id >= d.since and payment_id < d.before and (status = 'lost' or status like 'appeal\\_%')) of_day
  cross join lateral (select currency from payments where id = payment_id and livemode = ${env().livemode} offset 0) p
  group by day, currency, refund`;

export interface PaymentsOfDay extends Record<string, unknown> {
  day: string;
  currency: string;
  kind: "challenge" | "deposit";
  status: string;
  n: number;
  cents: string;
}

export interface ReturnsOfDay extends Record<string, unknown> {
  day: string;
  currency: string;
  refund: boolean;
  cents: string;
}

export async function readPayments(db: Database, days: string[]) {
  const { rows } = await db.execute<PaymentsOfDay & { others: string[] | null }>(paymentsSql(days));
  const returns = await db.execute<ReturnsOfDay>(returnsSql(days));
  return {
    payments: rows.filter(({ n }) => n > 0),
    returns: returns.rows,
    others: rows.flatMap(({ others }) => others ?? []),
  };
}
