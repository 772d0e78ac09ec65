import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { paymentDisputes, payments, propAccounts } from "@/db/schema";
import { presentTerms } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { centsToJson } from "@/lib/core/money";
import { isLostSql } from "@/lib/core/stripe-status";
import type { PageInput } from "@/lib/http/page-query";
import { page } from "@/lib/http/pagination";
import { storedCard } from "./facts/card";
import type { Payment } from "./facts/intent-changes";
import { paidItemOf } from "./facts/paid-item";
import { type PaymentView, toPaymentStatus } from "./schemas";

interface PaymentExtras {
  propAccountId: string | null;
  /** Whether a dispute was lost. */
  disputeLost: boolean;
  /** What was bought, by `presentTerms`; null on a deposit. */
  terms: PaymentView["tier_terms"];
  /** The challenge of a program's payment. */
  challengeId: number | null;
}

/** A payment as the API returns it. */
export function present(
  row: Payment,
  { propAccountId, disputeLost, terms, challengeId }: PaymentExtras,
): PaymentView {
  const dispute = disputeLost ? ("lost" as const) : ("open" as const);
  return {
    payment_id: row.id,
    stripe_payment_intent_id: row.stripePaymentIntentId,
    ...presentItem(row, { terms, challengeId }),
    amount_cents: centsToJson(row.amountCents),
    currency: row.currency,
    status: toPaymentStatus(row.status),
    dispute: row.status === "disputed" ? dispute : null,
    failure_reason: row.failureReason,
    card: storedCard(row),
    refund_failed: hasFailedRefund(row),
    prop_account_id: propAccountId,
    created_at: row.createdAt.toISOString(),
    paid_at: row.paidAt?.toISOString() ?? null,
  };
}

/** Whether a refund failed; of a program, also if Stripe rejected it. The money of a deposit is in the wallet then. */
const hasFailedRefund = ({ kind, reviewKind }: Payment) =>
  reviewKind === "refund_failed" || (kind === "program" && reviewKind === "refund_rejected");

/** The item of a payment. Each kind has all fields; those of the other kind are null. */
function presentItem(
  row: Payment,
  { terms, challengeId }: Pick<PaymentExtras, "terms" | "challengeId">,
) {
  const item = paidItemOf(row);
  const noTier = {
    tier_id: null,
    market: null,
    asset_class: null,
    account_size: null,
    tier_terms: null,
  };
  const noProgram = {
    program_id: null,
    program_name: null,
    challenge_id: null,
    rejection_code: null,
  };
  if (item.kind === "deposit") {
    const { kind, depositLogin: login } = item;
    return { kind, ...noTier, ...noProgram, login, credited_order: row.depositOrder };
  }
  if (item.kind === "program") {
    return {
      kind: item.kind,
      ...noTier,
      program_id: item.programId,
      program_name: item.programTerms.display_name,
      challenge_id: challengeId,
      rejection_code: row.rejectionCode,
      login: row.depositLogin,
      credited_order: row.depositOrder,
    };
  }
  const { kind, tierId, market, assetClass, accountSize } = item;
  const challenge = {
    tier_id: tierId,
    market,
    asset_class: assetClass,
    account_size: accountSize,
    tier_terms: terms,
  };
  return { kind, ...challenge, ...noProgram, login: null, credited_order: null };
}

/** SQL for the id of the challenge of a program's payment. */
export const challengeIdOf = sql<
  number | null
>`case ${payments.kind} when 'program' then (select c.id from challenges c join purchases u on u.id = c.purchase_id where u.payment_id = ${payments.id}) end`;

/** The columns that `present` needs; to be joined with the account by `accountOfPayment`. */
export const selection = {
  payment: payments,
  propAccountId: propAccounts.id,
  disputeLost: sql<boolean>`exists (select from ${paymentDisputes} where ${paymentDisputes.paymentId} = ${payments.id} and ${isLostSql(paymentDisputes.status)})`,
  challengeId: challengeIdOf,
};
export const accountOfPayment = eq(propAccounts.paymentId, payments.id);

/** One of the customer's own payments. Throws NOT_FOUND. */
export async function getPayment(ctx: Context, id: string): Promise<PaymentView> {
  const me = requireCustomer(ctx, "payments:read");
  return readPayment(ctx.db, me.id, id);
}

/** `getPayment` without the check of the caller's permission. */
export async function readPayment(
  db: Executor,
  customerId: number,
  id: string,
): Promise<PaymentView> {
  const [found] = await db
    .select(selection)
    .from(payments)
    .leftJoin(propAccounts, accountOfPayment)
    .where(and(eq(payments.id, id), eq(payments.customerId, customerId)));
  if (!found) throw notFound("payment");
  const [terms = null] = await presentTerms(db, [found.payment.tierTerms]);
  return present(found.payment, { ...found, terms });
}

/** The customer's own payments, newest first. */
export async function listPayments(ctx: Context, { limit, cursor }: PageInput) {
  const me = requireCustomer(ctx, "payments:read");
  const found = await ctx.db
    .select(selection)
    .from(payments)
    .leftJoin(propAccounts, accountOfPayment)
    .where(and(eq(payments.customerId, me.id), cursor ? lt(payments.id, cursor) : undefined))
    .orderBy(desc(payments.id))
    .limit(limit + 1);
  const terms = await presentTerms(
    ctx.db,
    found.map(({ payment }) => payment.tierTerms),
  );
  const views = found.map(({ payment, ...beside }, i) => ({
    id: payment.id,
    view: present(payment, { ...beside, terms: terms[i] ?? null }),
  }));
  const { rows, nextCursor } = page(views, limit);
  return { rows: rows.map(({ view }) => view), nextCursor };
}
