import { and, desc, eq, like, lt, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { paymentDisputes, payments, propAccounts } from "@/db/schema";
import { readTerms } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { PageInput } from "@/lib/http/page-query";
import { page } from "@/lib/http/pagination";
import { centsToJson } from "@/lib/money";
import { boughtBy } from "./bought";
import type { Payment } from "./intent-changes";
import { type PaymentView, toPaymentStatus } from "./schemas";

interface Beside {
  propAccountId: string | null;
  /** Whether a dispute was lost. */
  disputeLost: boolean;
}

/** A payment's row as the contract has it. */
export function present(row: Payment, { propAccountId, disputeLost }: Beside): PaymentView {
  const dispute = disputeLost ? ("lost" as const) : ("open" as const);
  return {
    payment_id: row.id,
    stripe_payment_intent_id: row.stripePaymentIntentId,
    ...presentBought(row),
    amount_cents: centsToJson(row.amountCents),
    currency: row.currency,
    status: toPaymentStatus(row.status),
    dispute: row.status === "disputed" ? dispute : null,
    failure_reason: row.failureReason,
    prop_account_id: propAccountId,
    created_at: row.createdAt.toISOString(),
    paid_at: row.paidAt?.toISOString() ?? null,
  };
}

/** What a payment is for: each kind has all fields, those of the other one as null. */
function presentBought(row: Payment) {
  const bought = boughtBy(row);
  if (bought.kind === "deposit") {
    const no = {
      tier_id: null,
      market: null,
      asset_class: null,
      account_size: null,
      tier_terms: null,
    };
    const { kind, depositLogin } = bought;
    return { kind, ...no, login: depositLogin, credited_order: row.depositOrder };
  }
  const { kind, tierId, market, assetClass, accountSize } = bought;
  const what = {
    tier_id: tierId,
    market,
    asset_class: assetClass,
    account_size: accountSize,
    tier_terms: readTerms(row.tierTerms),
  };
  return { kind, ...what, login: null, credited_order: null };
}

// As `isLost` has it.
const lostInSql = or(
  eq(paymentDisputes.status, "lost"),
  like(paymentDisputes.status, "appeal\\_%"),
);
/** A payment with what is presented beside it; joined with its account, as `accountOfPayment` says. */
export const selection = {
  payment: payments,
  propAccountId: propAccounts.id,
  disputeLost: sql<boolean>`exists (select from ${paymentDisputes} where ${paymentDisputes.paymentId} = ${payments.id} and ${lostInSql})`,
};
export const accountOfPayment = eq(propAccounts.paymentId, payments.id);

/** One of the customer's own payments. Throws NOT_FOUND. */
export async function getPayment(ctx: Context, id: string): Promise<PaymentView> {
  const me = requireCustomer(ctx, "payments:read");
  return readPayment(ctx.db, me.id, id);
}

/** The same for a caller who has shown already that the customer may. */
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
  return present(found.payment, found);
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
  const views = found.map(({ payment, ...beside }) => ({
    id: payment.id,
    view: present(payment, beside),
  }));
  const { rows, nextCursor } = page(views, limit);
  return { rows: rows.map(({ view }) => view), nextCursor };
}
