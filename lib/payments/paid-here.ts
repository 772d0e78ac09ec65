import { and, asc, eq, gte, isNotNull, lt } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { payments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { type AtStripe, oneAtStripe } from "./at-stripe";
import { differences } from "./differences";
import type { Finding } from "./schemas";
import { isStripeAnswer } from "./stripe";

// Each is asked at Stripe by itself: that so many are missing from its lists is a finding of its own.
const MOST = 200;

/** Whose a PaymentIntent is here; null where nobody's. */
export async function idOfPayment(db: Executor, intentId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: payments.id })
    .from(payments)
    .where(eq(payments.stripePaymentIntentId, intentId));
  return row?.id ?? null;
}

/**
 * Payments that were paid since then by our books, and that Stripe's recent lists don't have: each is
 * looked up. One that isn't there, or isn't paid there, is for a person.
 */
export async function paidHereOnly(
  ctx: Context,
  since: Date,
  recent: Map<string, AtStripe>,
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
    if (recent.has(intentId) || findings.length === MOST) continue;
    const found = await lookUp(intentId);
    const differ = found ? await differences(ctx.db, payment, found) : ["not known at Stripe"];
    if (differ.length === 0) continue;
    findings.push({
      kind: found?.intent.status === "succeeded" ? "mismatch" : "paid_here_only",
      payment_id: payment.id,
      stripe_payment_intent_id: intentId,
      detail: differ.join("; "),
    });
  }
  return findings;
}

/** A PaymentIntent at Stripe, or null where Stripe says that there is none. */
async function lookUp(intentId: string): Promise<AtStripe | null> {
  try {
    return await oneAtStripe(intentId);
  } catch (error) {
    if (isStripeAnswer(error)) return null;
    throw error;
  }
}
