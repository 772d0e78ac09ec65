import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, notExists, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments, programSteps, programs, tierMarkets, tiers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { programStatus } from "@/lib/catalog";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { abandon } from "./checkout/payment-intent";
import { openIntentStatuses } from "./facts/derive-status";
import { fetchFacts } from "./facts/fetch";
import { recordFacts } from "./facts/record";
import { isDefiniteError, stripe } from "./stripe";

const BATCH = 200;
const HOUR_MS = 3600 * 1000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

type Unsettled = Pick<typeof payments.$inferSelect, "id" | "stripePaymentIntentId">;
const unsettled = { id: payments.id, stripePaymentIntentId: payments.stripePaymentIntentId };

/** Runs on one payment after the other. A failure is logged, and the next one is run. */
async function forEachPayment(
  ctx: Context,
  rows: Unsettled[],
  run: (row: Unsettled) => Promise<unknown>,
) {
  for (const row of rows) {
    await run(row).catch((error: unknown) => {
      ctx.log.warn({ err: error, payment_id: row.id }, "payment.settle_failed");
    });
  }
}

/** Whether a payment's tier is still sold in the payment's market and at its price. */
const isOnSale = (db: Executor) =>
  db
    .select({ market: tierMarkets.market })
    .from(tierMarkets)
    .where(
      and(
        eq(tierMarkets.tierId, payments.tierId),
        eq(tierMarkets.market, payments.market),
        eq(tierMarkets.assetClass, payments.assetClass),
      ),
    );

/** Whether the phases of a payment's program have other rules than the buyer was shown. */
const hasOtherRules = sql`
  (select array_agg(s.rule_set_id order by s.phase_index) from ${programSteps} s where s.program_id = ${payments.programId})
  is distinct from (
    select array_agg(e.step ->> 'rule_set' order by e.n)
    from jsonb_array_elements(${payments.programTerms} -> 'steps') with ordinality as e(step, n))`;

/**
 * Cancels payments at Stripe that have been open for OPEN_PAYMENT_HOURS, or whose tier or program was archived or
 * changed since. A payment that turns out to be paid is recorded as paid.
 */
export async function cancelStalePayments(ctx: Context): Promise<void> {
  const stale = await ctx.db
    .select(unsettled)
    .from(payments)
    .leftJoin(tiers, eq(tiers.id, payments.tierId))
    .leftJoin(programs, eq(programs.id, payments.programId))
    .where(
      and(
        inArray(payments.intentStatus, [...openIntentStatuses]),
        eq(payments.livemode, env().livemode),
        // A payment that needs manual review is left to the operator.
        or(isNull(payments.reviewKind), eq(payments.reviewKind, "card_testing")),
        or(
          lt(payments.createdAt, ago(env().OPEN_PAYMENT_HOURS)),
          isNotNull(tiers.archivedAt),
          ne(tiers.priceCents, payments.amountCents),
          ne(tiers.currency, payments.currency),
          ne(tiers.accountSize, payments.accountSize),
          and(eq(payments.kind, "challenge"), notExists(isOnSale(ctx.db))),
          ne(programs.status, programStatus.active),
          ne(programs.priceCents, payments.amountCents),
          ne(programs.priceCurrency, payments.currency),
          and(eq(payments.kind, "program"), hasOtherRules),
        ),
      ),
    )
    .orderBy(asc(payments.createdAt))
    .limit(BATCH);
  await forEachPayment(ctx, stale, (row) => cancel(ctx, row));
}

/** Cancels a customer's open payments at Stripe, so that no card can be tried with them any more. */
export async function cancelOpenPayments(ctx: Context, customerId: number): Promise<void> {
  const open = await ctx.db
    .select(unsettled)
    .from(payments)
    .where(
      and(
        eq(payments.customerId, customerId),
        inArray(payments.intentStatus, [...openIntentStatuses]),
        eq(payments.livemode, env().livemode),
      ),
    );
  // A failure ends the job, which is then repeated.
  for (const row of open) await cancel(ctx, row);
}

/** Reads payments at Stripe that have been processing for an hour: their event may be lost. */
export async function refreshProcessingPayments(ctx: Context): Promise<void> {
  const waiting = await ctx.db
    .select(unsettled)
    .from(payments)
    .where(
      and(
        eq(payments.intentStatus, "processing"),
        eq(payments.livemode, env().livemode),
        lt(payments.intentStatusAt, ago(1)),
      ),
    )
    .orderBy(asc(payments.intentStatusAt))
    .limit(BATCH);
  await forEachPayment(ctx, waiting, (row) => refresh(ctx, row));
}

async function refresh(ctx: Context, { id, stripePaymentIntentId }: Unsettled): Promise<void> {
  if (!stripePaymentIntentId) return;
  const facts = await fetchFacts(stripePaymentIntentId);
  await inTransaction(ctx.db, (tx) =>
    recordFacts(tx, id, facts, { source: "expiry", type: "payment.refreshed" }),
  );
}

async function cancel(ctx: Context, row: Unsettled): Promise<void> {
  if (!row.stripePaymentIntentId) {
    await abandon(ctx, row);
    return;
  }
  try {
    await stripe().paymentIntents.cancel(row.stripePaymentIntentId, {
      cancellation_reason: "abandoned",
    });
  } catch (error) {
    // Stripe rejects the cancellation of a payment that is paid or canceled: `refresh` reads which.
    if (!isDefiniteError(error)) throw error;
  }
  await refresh(ctx, row);
}
