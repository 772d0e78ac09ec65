import { and, asc, eq, gte, inArray, isNotNull, notInArray, or, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { env } from "@/lib/core/env";
import { endedDisputes, openRefunds } from "../facts/derive-status";

/** A bank may return a refund for about a month. */
const REFUND_DAYS = 40;
/** The most payments of a run, those that were read longest ago first. */
const MAX_PAYMENTS = 200;

/**
 * The PaymentIntents of payments that a dispute or a refund may still change, except `others`. Marks them
 * as read at Stripe.
 */
export async function unfinishedPayments(db: Database, except: string[]): Promise<string[]> {
  const disputed = db
    .select({ id: paymentDisputes.paymentId })
    .from(paymentDisputes)
    .where(notInArray(paymentDisputes.status, endedDisputes));
  const refunded = db
    .select({ id: paymentRefunds.paymentId })
    .from(paymentRefunds)
    .where(
      or(
        inArray(paymentRefunds.status, openRefunds),
        gte(paymentRefunds.createdAt, sql`now() - make_interval(days => ${REFUND_DAYS})`),
      ),
    );
  const found = await db
    .select({ id: payments.id, intentId: payments.stripePaymentIntentId })
    .from(payments)
    .where(
      and(
        or(inArray(payments.id, disputed), inArray(payments.id, refunded)),
        eq(payments.livemode, env().livemode),
        isNotNull(payments.stripePaymentIntentId),
        sql`${payments.stripePaymentIntentId} <> all(${sql.param(except)}::text[])`,
      ),
    )
    .orderBy(sql`${payments.syncedAt} nulls first`, asc(payments.id))
    .limit(MAX_PAYMENTS);
  const ids = found.map(({ id }) => id);
  if (ids.length > 0) {
    await db.update(payments).set({ syncedAt: sql`now()` }).where(inArray(payments.id, ids));
  }
  return found.flatMap(({ intentId }) => intentId ?? []);
}
