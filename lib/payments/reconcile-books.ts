import { and, eq, gte, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { payments, propAccounts } from "@/db/schema";
import type { Context } from "@/lib/context";
import { ledgerFaults } from "@/lib/trading";
import type { Finding } from "./schemas";

const MOST = 500;
// What is younger may still be on its way through the jobs.
const SETTLE_MS = 10 * 60 * 1000;

/** Where our own books contradict themselves: paid without what was bought, or bought without payment. */
export async function contradictions(ctx: Context, since: Date): Promise<Finding[]> {
  const before = new Date(Date.now() - SETTLE_MS);
  const paid = and(gte(payments.paidAt, since), lt(payments.paidAt, before));
  return [
    ...(await find(ctx, "paid_without_account", {
      where: and(paid, eq(payments.kind, "challenge"), isNull(propAccounts.id)),
      detail: "paid, and no account was opened",
    })),
    ...(await find(ctx, "deposit_not_credited", {
      where: and(paid, eq(payments.kind, "deposit"), sql`${payments.depositNetCents} <> ${worth}`),
      detail: "what is in the wallet is not what the deposit is worth",
    })),
    ...(await find(ctx, "account_without_payment", {
      where: and(
        gte(payments.createdAt, since),
        ne(payments.intentStatus, "succeeded"),
        or(eq(propAccounts.source, "payment"), eq(propAccounts.status, "active")),
      ),
      detail: "an account was opened, and nothing was paid",
    })),
    ...(await ledgerFaults(ctx.db)).map((detail) => ({ ...ofNoPayment, detail })),
  ];
}

const ofNoPayment = {
  kind: "ledger_imbalance",
  payment_id: null,
  stripe_payment_intent_id: null,
} as const;

// In SQL what `depositWorth` says of one: paid, less what was refunded and what disputes hold or took.
const worth = sql`greatest(0, ${payments.amountCents}
  - (select coalesce(sum(r.amount_cents), 0) from payment_refunds r where r.payment_id = ${payments.id} and r.status not in ('failed', 'canceled'))
  - (select coalesce(sum(d.amount_cents), 0) from payment_disputes d where d.payment_id = ${payments.id} and d.status not in ('won', 'prevented') and d.status not like 'warning\\_%'))`;

interface Contradiction {
  where: SQL | undefined;
  detail: string;
}

async function find(
  { db }: Context,
  kind: Finding["kind"],
  { where, detail }: Contradiction,
): Promise<Finding[]> {
  const rows = await db
    .select({ id: payments.id, intent: payments.stripePaymentIntentId })
    .from(payments)
    .leftJoin(propAccounts, eq(propAccounts.paymentId, payments.id))
    .where(where)
    .orderBy(payments.id)
    .limit(MOST);
  return rows.map(({ id, intent }) => ({
    kind,
    payment_id: id,
    stripe_payment_intent_id: intent,
    detail,
  }));
}
