import { eq } from "drizzle-orm";
import Stripe from "stripe";
import { moneyRequests, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import {
  type MoneyRequest,
  readPendingRequest,
  settleRequest,
  startNextAttempt,
} from "@/lib/money-requests";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { fetchFacts } from "./facts/fetch";
import { recordFacts } from "./facts/record";
import { rejectRefund, whyNotRefundable } from "./purchase-refund";
import { isDefiniteError, stripe } from "./stripe";

const PAGE = 100;

/**
 * Executes a stored refund request at Stripe, and records its result on the request and the payment. A refund that
 * Stripe has already is found by the request's id in its metadata, so that a repetition creates no second one,
 * however late. Returns the request afterwards: pending while the result is unknown. Throws UNAVAILABLE if it is the
 * fee of a purchase and the trading server doesn't respond.
 */
export async function settleRefund(
  ctx: Context,
  requestId: string,
  server: TradingServer = tradingServer(ctx.db),
): Promise<MoneyRequest> {
  const request = await readPendingRequest(ctx.db, requestId);
  if (request?.paymentId) {
    try {
      await refund(ctx, request, request.paymentId, server);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
      ctx.log.warn({ err: error, money_request_id: requestId }, "refund.result_unknown");
    }
  }
  const [row] = await ctx.db.select().from(moneyRequests).where(eq(moneyRequests.id, requestId));
  if (!row) throw new Error(`money request ${requestId} is gone`);
  return row;
}

/** `settleRefund` for the job: throws while the request is pending, so that the job is repeated. */
export async function retryRefund(ctx: Context, requestId: string): Promise<void> {
  const { status } = await settleRefund(ctx, requestId);
  if (status === "pending") throw new Error(`Stripe didn't respond to ${requestId}`);
}

async function refund(
  ctx: Context,
  request: MoneyRequest,
  paymentId: string,
  server: TradingServer,
): Promise<void> {
  const [payment] = await ctx.db.select().from(payments).where(eq(payments.id, paymentId));
  const intentId = payment?.stripePaymentIntentId;
  if (!intentId) throw new Error(`payment ${paymentId} has no PaymentIntent`);
  // Before the refund is searched for: what an earlier try has refunded would count as missing.
  const problem =
    request.purchaseId === null ? null : await whyNotRefundable(ctx, request, payment, server);
  const existing = await findRefund(intentId, request.id);
  if (!existing && problem !== null) return rejectRefund(ctx, request, problem);
  const stripeRefund = existing ?? (await createRefund(ctx, request, intentId));
  if (!stripeRefund) return;
  const facts = await fetchFacts(intentId);
  await inTransaction(ctx.db, async (tx) => {
    const source = request.adminId === null ? "account" : "admin";
    await recordFacts(tx, paymentId, facts, { source, type: "refund.requested" });
    await settleRequest(tx, request.id, { stripeRefundId: stripeRefund.id });
  });
}

async function findRefund(intentId: string, requestId: string): Promise<Stripe.Refund | null> {
  for await (const stripeRefund of stripe().refunds.list({
    payment_intent: intentId,
    limit: PAGE,
  })) {
    if (stripeRefund.metadata?.money_request_id === requestId) return stripeRefund;
  }
  return null;
}

/** Creates the refund; null if Stripe rejected it. Throws while the result is unknown. */
async function createRefund(ctx: Context, request: MoneyRequest, intentId: string) {
  const { id, amountCents, attempt } = request;
  try {
    return await stripe().refunds.create(
      {
        payment_intent: intentId,
        amount: Number(amountCents),
        metadata: { money_request_id: id },
      },
      { idempotencyKey: `refund:${id}:${attempt}` },
    );
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError) || !isDefiniteError(error)) throw error;
    if ((error.statusCode ?? 0) < 500) {
      await rejectRefund(ctx, request, error.message);
      return null;
    }
    // Stripe repeats its own error for this key. The job's next try, which comes later, looks for the refund
    // again and uses a new key; a second click doesn't.
    if (ctx.actor.kind === "system") await startNextAttempt(ctx.db, request);
    throw error;
  }
}
