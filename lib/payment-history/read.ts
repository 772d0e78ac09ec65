import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { paymentEvents, payments } from "@/db/schema";
import { type Context, requireAdmin, requireCustomer } from "@/lib/context";
import { notFound } from "@/lib/errors";
import {
  type PaymentChange,
  type PaymentEventView,
  type PaymentEvidenceView,
  paymentChange,
} from "./schemas";

// A payment that is told of more often than this is told of by a fault.
const MOST = 500;

const changesSchema = z.array(paymentChange);

/** What became of one of the customer's own payments, oldest first. Throws NOT_FOUND. */
export async function getPaymentHistory(ctx: Context, id: string): Promise<PaymentEventView[]> {
  const me = requireCustomer(ctx, "payments:read");
  const [owned] = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.id, id), eq(payments.customerId, me.id)));
  if (!owned) throw notFound("payment");
  const rows = await rowsOf(ctx, id);
  return rows
    .filter(({ changes }) => changes.length > 0)
    .map(({ id: step, occurred_at, changes }) => ({
      id: step,
      occurred_at,
      changes: changes.map(forCustomer),
    }));
}

/** Why an account was closed is its customer's to know; what the venue said of it is not. */
const forCustomer = (change: PaymentChange): PaymentChange =>
  change.kind === "account" && change.to !== "closed" ? { ...change, reason: null } : change;

/**
 * Everything that came about a payment and what it changed, oldest first, or what one of Stripe's events
 * did. For admins.
 */
export async function getPaymentEvidence(
  ctx: Context,
  id: string,
  stripeEventId?: string,
): Promise<PaymentEvidenceView[]> {
  requireAdmin(ctx);
  return rowsOf(ctx, id, stripeEventId);
}

async function rowsOf(
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
    .limit(MOST);
  return rows.map(evidenceOf);
}

/**
 * What became of a challenge because a deposit that paid for it was taken back, oldest first, each with that
 * deposit. `login` is the wallet that bought it. For admins.
 */
export async function getChallengeEvidence(
  ctx: Context,
  { login, challengeId }: { login: number; challengeId: number },
): Promise<(PaymentEvidenceView & { payment_id: string })[]> {
  requireAdmin(ctx);
  const its = JSON.stringify([{ kind: "challenge", challenge_id: challengeId }]);
  const rows = await ctx.db
    .select({ event: paymentEvents })
    .from(paymentEvents)
    .innerJoin(payments, eq(payments.id, paymentEvents.paymentId))
    .where(
      and(
        eq(payments.kind, "deposit"),
        eq(payments.depositLogin, login),
        sql`${paymentEvents.changes} @> ${its}::jsonb`,
      ),
    )
    .orderBy(asc(paymentEvents.id))
    .limit(MOST);
  return rows.map(({ event }) => ({ ...evidenceOf(event), payment_id: event.paymentId }));
}

function evidenceOf(row: typeof paymentEvents.$inferSelect): PaymentEvidenceView {
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
