import { and, asc, eq, gte, isNotNull, lt } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import type { Finding } from "../schemas";
import { isDefiniteError } from "../stripe";
import { findDifferences } from "./differences";
import { fetchStripeState, type StripeState } from "./stripe-state";

// Each is one request to Stripe. So many findings need an operator anyway.
const MAX_FINDINGS = 200;

/** The payment of a PaymentIntent; null for none. */
export async function paymentIdOf(db: Executor, intentId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: payments.id })
    .from(payments)
    .where(eq(payments.stripePaymentIntentId, intentId));
  return row?.id ?? null;
}

/**
 * Finds payments that are paid here since then and missing in Stripe's recent lists: each is fetched. One
 * that Stripe doesn't know, or that isn't paid there, is a finding.
 */
export async function findPaidHereOnly(
  ctx: Context,
  since: Date,
  recent: Map<string, StripeState>,
): Promise<Finding[]> {
  const paid = await ctx.db
    .select()
    .from(payments)
    .where(
      and(
        gte(payments.paidAt, since),
        lt(payments.paidAt, new Date()),
        eq(payments.livemode, env().livemode),
        isNotNull(payments.stripePaymentIntentId),
      ),
    )
    .orderBy(asc(payments.id));
  const findings: Finding[] = [];
  for (const payment of paid) {
    const intentId = payment.stripePaymentIntentId ?? "";
    if (recent.has(intentId) || findings.length === MAX_FINDINGS) continue;
    const found = await fetchOrNull(intentId);
    const differences = found
      ? await findDifferences(ctx.db, payment, found)
      : ["Not found in Stripe"];
    if (differences.length === 0) continue;
    findings.push({
      kind: found?.intent.status === "succeeded" ? "mismatch" : "paid_here_only",
      payment_id: payment.id,
      stripe_payment_intent_id: intentId,
      detail: differences.join("; "),
    });
  }
  return findings;
}

/** A PaymentIntent at Stripe, or null if Stripe says that there is none. */
async function fetchOrNull(intentId: string): Promise<StripeState | null> {
  try {
    return await fetchStripeState(intentId);
  } catch (error) {
    if (isDefiniteError(error)) return null;
    throw error;
  }
}
