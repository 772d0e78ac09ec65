import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import Stripe from "stripe";
import type { Transaction } from "@/db/client";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { log } from "@/lib/core/log";
import { type Cause, recordHistory } from "@/lib/payment-history";
import { stripeFailure } from "../stripe";
import { fetchFacts } from "./fetch";
import { type Facts, recordFacts } from "./record";

/** A payment that has a PaymentIntent. */
export interface PaymentWithIntent {
  id: string;
  intentId: string;
}

/** `mismatch`: Stripe's state doesn't fit the payment. `unknown`: Stripe has no such PaymentIntent. */
export type StripeCheckResult = "applied" | "mismatch" | "unknown";

/**
 * Reads a payment at Stripe and applies its state, as if its events had arrived. A mismatch, and a PaymentIntent
 * that Stripe doesn't know, is flagged for manual review. `also` runs in the transaction
 * of the change. Throws PAYMENT_PROVIDER_ERROR, and UNAVAILABLE if Stripe doesn't respond.
 */
export async function applyStripeState(
  ctx: Pick<Context, "db">,
  { id, intentId }: PaymentWithIntent,
  cause: Cause,
  also: (tx: Transaction, applied: StripeCheckResult) => Promise<void> = async () => {},
): Promise<StripeCheckResult> {
  const facts = await factsOrNull(intentId);
  return inTransaction(ctx.db, async (tx) => {
    const applied = facts ? await apply(tx, id, facts, cause) : await flagUnknown(tx, id, cause);
    await tx.update(payments).set({ checkedAt: sql`now()` }).where(eq(payments.id, id));
    await also(tx, applied);
    return applied;
  });
}

// Pages read every ten seconds at most. More requests could exceed Stripe's own limits.
const PAUSE_SECONDS = 5;

/** Whether the payment may be read at Stripe again now; counts the call as a read. */
export async function claimStripeCheck(ctx: Pick<Context, "db">, id: string): Promise<boolean> {
  const before = sql`now() - make_interval(secs => ${PAUSE_SECONDS})`;
  const turns = await ctx.db
    .update(payments)
    .set({ syncedAt: sql`now()` })
    .where(and(eq(payments.id, id), or(isNull(payments.syncedAt), lt(payments.syncedAt, before))))
    .returning({ id: payments.id });
  return turns.length > 0;
}

async function factsOrNull(intentId: string): Promise<Facts | null> {
  try {
    return await fetchFacts(intentId);
  } catch (error) {
    if (isUnknownAtStripe(error)) return null;
    throw stripeFailure(error);
  }
}

/** Whether Stripe responded that it has no such object. */
export const isUnknownAtStripe = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";

const apply = async (
  tx: Transaction,
  id: string,
  facts: Facts,
  cause: Cause,
): Promise<StripeCheckResult> =>
  (await recordFacts(tx, id, facts, cause)) === null ? "applied" : "mismatch";

/** Flags a payment whose PaymentIntent Stripe doesn't know, unless it is flagged already. It is never reused. */
export async function flagUnknown(
  tx: Transaction,
  id: string,
  cause: Cause,
): Promise<StripeCheckResult> {
  const reviewReason = "Stripe doesn't know this payment's PaymentIntent";
  await tx.update(payments).set({ reusable: false }).where(eq(payments.id, id));
  const flagged = await tx
    .update(payments)
    .set({ reviewKind: "mismatch", reviewReason })
    .where(and(eq(payments.id, id), isNull(payments.reviewKind)))
    .returning({ id: payments.id });
  if (flagged.length > 0) {
    log().error({ payment_id: id, note: reviewReason }, "payment.flagged");
    await recordHistory(tx, { ...cause, paymentId: id, changes: [], note: reviewReason });
  }
  return "unknown";
}
