import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, notExists, or } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments, tierMarkets, tiers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { openIntentStatuses } from "./derive-status";
import { gatherFacts } from "./gather";
import { abandon } from "./payment-intent";
import { recordFacts } from "./record-facts";
import { isStripeAnswer, stripe } from "./stripe";

const BATCH = 200;
const HOUR_MS = 3600 * 1000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

type Unsettled = Pick<typeof payments.$inferSelect, "id" | "stripePaymentIntentId">;
const unsettled = { id: payments.id, stripePaymentIntentId: payments.stripePaymentIntentId };

/** Runs on each payment by itself: one that fails is logged and doesn't hold up the others. */
async function each(ctx: Context, rows: Unsettled[], run: (row: Unsettled) => Promise<unknown>) {
  for (const row of rows) {
    await run(row).catch((error: unknown) => {
      ctx.log.warn({ err: error, payment_id: row.id }, "payment could not be settled");
    });
  }
}

/** The market of a payment's tier, where the tier is still sold in it. */
const soldAsBought = (db: Executor) =>
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

/**
 * Cancels at Stripe the payments that have been open too long and those whose tier, where they have
 * one, sells something else by now, or nothing. One that was paid meanwhile is recorded as paid.
 */
export async function cancelStalePayments(ctx: Context): Promise<void> {
  const stale = await ctx.db
    .select(unsettled)
    .from(payments)
    .leftJoin(tiers, eq(tiers.id, payments.tierId))
    .where(
      and(
        inArray(payments.intentStatus, [...openIntentStatuses]),
        eq(payments.livemode, env().livemode),
        // One that doesn't fit what Stripe says stays as it is.
        or(isNull(payments.reviewReason), eq(payments.reviewKind, "card_testing")),
        or(
          lt(payments.createdAt, ago(env().OPEN_PAYMENT_HOURS)),
          isNotNull(tiers.archivedAt),
          ne(tiers.priceCents, payments.amountCents),
          ne(tiers.currency, payments.currency),
          ne(tiers.accountSize, payments.accountSize),
          and(eq(payments.kind, "challenge"), notExists(soldAsBought(ctx.db))),
        ),
      ),
    )
    .orderBy(asc(payments.createdAt))
    .limit(BATCH);
  await each(ctx, stale, (row) => cancel(ctx, row));
}

/** Cancels at Stripe whatever a customer has open, so that no card can be tried with it any more. */
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
  // One that fails is tried again with the job.
  for (const row of open) await cancel(ctx, row);
}

/** Asks Stripe about payments that have been processing for an hour: their event may be lost. */
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
  await each(ctx, waiting, (row) => refresh(ctx, row));
}

async function refresh(ctx: Context, { id, stripePaymentIntentId }: Unsettled): Promise<void> {
  if (!stripePaymentIntentId) return;
  const facts = await gatherFacts(stripePaymentIntentId);
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
    // Stripe refuses to cancel what is paid or canceled: then its facts say so.
    if (!isStripeAnswer(error)) throw error;
  }
  await refresh(ctx, row);
}
