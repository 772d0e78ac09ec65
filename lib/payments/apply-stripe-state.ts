import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import Stripe from "stripe";
import type { Transaction } from "@/db/client";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { type Cause, recordHistory } from "@/lib/payment-history";
import { gatherFacts } from "./gather";
import { type Facts, recordFacts } from "./record-facts";
import { stripeFailure } from "./stripe";

/** A payment that has a PaymentIntent. */
export interface WithIntent {
  id: string;
  intentId: string;
}

/** `mismatch`: what Stripe has doesn't fit the payment. `unknown`: Stripe has no such PaymentIntent. */
export type Applied = "applied" | "mismatch" | "unknown";

/**
 * Reads a payment at Stripe and applies what it finds, as if its events had arrived. What doesn't fit,
 * and a PaymentIntent that Stripe doesn't know, is flagged for review. `also` runs in the transaction
 * of the change. Throws PAYMENT_PROVIDER_ERROR, and UNAVAILABLE where Stripe doesn't respond.
 */
export async function applyStripeState(
  ctx: Pick<Context, "db">,
  { id, intentId }: WithIntent,
  cause: Cause,
  also: (tx: Transaction, applied: Applied) => Promise<void> = async () => {},
): Promise<Applied> {
  const facts = await factsOrNull(intentId);
  return inTransaction(ctx.db, async (tx) => {
    const applied = facts ? await apply(tx, id, facts, cause) : await flagUnknown(tx, id, cause);
    await tx.update(payments).set({ checkedAt: sql`now()` }).where(eq(payments.id, id));
    await also(tx, applied);
    return applied;
  });
}

// A page asks every ten seconds at most; more often, Stripe's own limits would be at stake.
const PAUSE_SECONDS = 5;

/** Whether Stripe may be asked about the payment again now. */
export async function takeTurn(ctx: Pick<Context, "db">, id: string): Promise<boolean> {
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
    return await gatherFacts(intentId);
  } catch (error) {
    if (isUnknownAtStripe(error)) return null;
    throw stripeFailure(error);
  }
}

/** Whether Stripe responded that it has no such object. */
export const isUnknownAtStripe = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";

const apply = async (tx: Transaction, id: string, facts: Facts, cause: Cause): Promise<Applied> =>
  (await recordFacts(tx, id, facts, cause)) === null ? "applied" : "mismatch";

/**
 * Flags a payment whose PaymentIntent Stripe doesn't know, unless it is flagged for something else. In
 * either case nobody is given it again to pay.
 */
export async function flagUnknown(tx: Transaction, id: string, cause: Cause): Promise<Applied> {
  const reviewReason = "Stripe doesn't know this payment's PaymentIntent";
  await tx.update(payments).set({ reusable: false }).where(eq(payments.id, id));
  const flagged = await tx
    .update(payments)
    .set({ reviewKind: "mismatch", reviewReason })
    .where(and(eq(payments.id, id), isNull(payments.reviewReason)))
    .returning({ id: payments.id });
  if (flagged.length > 0) {
    log().error({ payment_id: id, note: reviewReason }, "payment.flagged");
    await recordHistory(tx, { ...cause, paymentId: id, changes: [], note: reviewReason });
  }
  return "unknown";
}
