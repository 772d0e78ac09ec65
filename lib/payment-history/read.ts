import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { paymentEvents, payments } from "@/db/schema";
import { type Context, requireAdmin, requireCustomer } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import {
  type PaymentChange,
  type PaymentEventView,
  type PaymentEvidenceView,
  paymentChange,
} from "./schemas";

/** A payment with more entries than this has them because of a fault. */
const LIST_LIMIT = 500;

const changesSchema = z.array(paymentChange);

/** The changes of one of the customer's own payments, oldest first. Throws NOT_FOUND. */
export async function getPaymentHistory(ctx: Context, id: string): Promise<PaymentEventView[]> {
  const customer = requireCustomer(ctx, "payments:read");
  const [payment] = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.id, id), eq(payments.customerId, customer.id)));
  if (!payment) throw notFound("payment");
  const entries = await readEntries(ctx, id);
  return entries
    .filter(({ changes }) => changes.length > 0)
    .map(({ id: entryId, occurred_at, changes }) => ({
      id: entryId,
      occurred_at,
      changes: changes.map(forCustomer),
    }));
}

/** Customers see why an account was closed, but no message of the venue. */
const forCustomer = (change: PaymentChange): PaymentChange =>
  change.kind === "account" && change.to !== "closed" ? { ...change, reason: null } : change;

/**
 * All recorded entries of a payment with their changes, oldest first, or only those of one Stripe event. For admins.
 */
export async function getPaymentEvidence(
  ctx: Context,
  id: string,
  stripeEventId?: string,
): Promise<PaymentEvidenceView[]> {
  requireAdmin(ctx);
  return readEntries(ctx, id, stripeEventId);
}

async function readEntries(
  { db }: Context,
  id: string,
  stripeEventId?: string,
): Promise<PaymentEvidenceView[]> {
  const rows = await db
    .select()
    .from(paymentEvents)
    .where(
      and(
        eq(paymentEvents.paymentId, id),
        stripeEventId === undefined ? undefined : eq(paymentEvents.stripeEventId, stripeEventId),
      ),
    )
    .orderBy(asc(paymentEvents.id))
    .limit(LIST_LIMIT);
  return rows.map(presentEvidence);
}

/**
 * The changes of a challenge because what paid for it was refunded or disputed, oldest first, each with the id of that
 * payment: its own card payment `paymentId`, or else a deposit into the wallet `login` that bought it. For admins.
 */
export async function getChallengeEvidence(
  ctx: Context,
  {
    login,
    challengeId,
    paymentId,
  }: { login: number; challengeId: number; paymentId: string | null },
): Promise<(PaymentEvidenceView & { payment_id: string })[]> {
  requireAdmin(ctx);
  const ofChallenge = JSON.stringify([{ kind: "challenge", challenge_id: challengeId }]);
  const rows = await ctx.db
    .select({ event: paymentEvents })
    .from(paymentEvents)
    .innerJoin(payments, eq(payments.id, paymentEvents.paymentId))
    .where(
      and(
        ...(paymentId === null
          ? [eq(payments.kind, "deposit"), eq(payments.depositLogin, login)]
          : [eq(payments.id, paymentId)]),
        sql`${paymentEvents.changes} @> ${ofChallenge}::jsonb`,
      ),
    )
    .orderBy(asc(paymentEvents.id))
    .limit(LIST_LIMIT);
  return rows.map(({ event }) => ({ ...presentEvidence(event), payment_id: event.paymentId }));
}

function presentEvidence(row: typeof paymentEvents.$inferSelect): PaymentEvidenceView {
  return {
    id: String(row.id),
    source: row.source,
    type: row.type,
    stripe_event_id: row.stripeEventId,
    occurred_at: row.occurredAt.toISOString(),
    recorded_at: row.recordedAt.toISOString(),
    changes: changesSchema.parse(row.changes),
    note: row.note,
  };
}
