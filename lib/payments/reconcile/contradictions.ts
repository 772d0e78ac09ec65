import { and, eq, gte, inArray, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { payments, propAccounts } from "@/db/schema";
import { DISPUTE_LOST, REFUNDED } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { hasRefundFailedSql, isAgainstUsSql } from "@/lib/core/stripe-status";
import { lacksProvisioningJob } from "@/lib/prop-accounts";
import { ledgerFaults } from "@/lib/trading";
import type { Finding } from "../schemas";
import { settleAgain } from "./settle-again";

const MAX_FINDINGS = 500;
// Newer ones may still wait for their jobs.
const SETTLE_MS = 10 * 60 * 1000;

/**
 * Contradictions within our database: paid without an account or credit, or an account without payment. What was paid for and
 * not done is done again: its job may have been lost, or have failed permanently.
 */
export async function findContradictions(ctx: Context, since: Date): Promise<Finding[]> {
  const before = new Date(Date.now() - SETTLE_MS);
  const paid = and(gte(payments.paidAt, since), lt(payments.paidAt, before));
  const unsettled = [
    ...(await findingsWhere(ctx, "paid_without_account", {
      where: and(paid, eq(payments.kind, "challenge"), isNull(propAccounts.id)),
      detail: "Paid, but no account was opened",
    })),
    ...(await findingsWhere(ctx, "paid_without_account", {
      where: and(paid, eq(payments.kind, "challenge"), lacksProvisioningJob()),
      detail: "Paid, but its account isn't being set up",
    })),
    ...(await findingsWhere(ctx, "paid_without_account", {
      where: and(
        paid,
        eq(payments.kind, "program"),
        isNull(payments.rejectionCode),
        // A payment that is disputed, or was reversed before, buys nothing.
        inArray(payments.status, ["succeeded", "partially_refunded"]),
        // What was reversed after it was bought stays ended, also if the refund fails later: that has a flag of its own.
        sql`not exists (select from purchases u where u.payment_id = ${payments.id}
          and (u.status = ${purchaseStatus.active} or u.failure_code in (${REFUNDED}, ${DISPUTE_LOST})))`,
      ),
      detail: "Paid, but no challenge was bought",
    })),
    ...(await findingsWhere(ctx, "deposit_not_credited", {
      where: and(
        paid,
        sql`${payments.depositNetCents} <> ${worth}`,
        or(
          eq(payments.kind, "deposit"),
          sql`exists (select from purchases u where u.payment_id = ${payments.id} and u.payment_order is not null
            and (u.status <> ${purchaseStatus.failed} or u.failure_code <> 'PAYMENT_FAILED'))`,
        ),
      ),
      detail: "The amount in the wallet doesn't match the payment",
    })),
  ];
  for (const { payment_id } of unsettled) if (payment_id) await settleAgain(ctx, payment_id);
  return [
    ...unsettled,
    ...(await findingsWhere(ctx, "account_without_payment", {
      where: and(
        gte(payments.createdAt, since),
        ne(payments.intentStatus, "succeeded"),
        or(eq(propAccounts.source, "payment"), eq(propAccounts.status, "active")),
      ),
      detail: "An account was opened, but nothing was paid",
    })),
    ...(await ledgerFaults(ctx.db)).map((detail) => ({ ...ofNoPayment, detail })),
  ];
}

const ofNoPayment = {
  kind: "ledger_imbalance",
  payment_id: null,
  stripe_payment_intent_id: null,
} as const;

// `depositWorth` in SQL.
const worth = sql`greatest(0, ${payments.amountCents}
  - (select coalesce(sum(r.amount_cents), 0) from payment_refunds r where r.payment_id = ${payments.id} and not ${hasRefundFailedSql(sql`r.status`)})
  - (select coalesce(sum(d.amount_cents), 0) from payment_disputes d where d.payment_id = ${payments.id} and ${isAgainstUsSql(sql`d.status`)}))`;

interface Contradiction {
  where: SQL | undefined;
  detail: string;
}

async function findingsWhere(
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
    .limit(MAX_FINDINGS);
  return rows.map(({ id, intent }) => ({
    kind,
    payment_id: id,
    stripe_payment_intent_id: intent,
    detail,
  }));
}
