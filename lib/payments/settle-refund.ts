import { eq } from "drizzle-orm";
import Stripe from "stripe";
import { moneyRequests, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import {
  type MoneyRequest,
  nextAttempt,
  pendingRequest,
  settleRequest,
} from "@/lib/money-requests";
import { gatherFacts } from "./gather";
import { recordFacts } from "./record-facts";
import { isStripeAnswer, stripe } from "./stripe";

const PAGE = 100;

/**
 * Asks Stripe for a refund that was written down, and records what came of it and what it means for
 * the payment. One that Stripe has already is found by the request's id in its metadata, so that a
 * repetition makes no second one, however late. Answers with the request as it is then; pending while
 * Stripe's answer isn't known.
 */
export async function settleRefund(ctx: Context, requestId: string): Promise<MoneyRequest> {
  const request = await pendingRequest(ctx.db, requestId);
  if (request?.paymentId) {
    try {
      await refund(ctx, request, request.paymentId);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
      ctx.log.warn({ err: error, money_request_id: requestId }, "a refund isn't known to be made");
    }
  }
  const [row] = await ctx.db.select().from(moneyRequests).where(eq(moneyRequests.id, requestId));
  if (!row) throw new Error(`money request ${requestId} is gone`);
  return row;
}

/** The same for the job, which is repeated while it throws. */
export async function settleRefundLater(ctx: Context, requestId: string): Promise<void> {
  const { status } = await settleRefund(ctx, requestId);
  if (status === "pending") throw new Error(`Stripe did not answer for ${requestId}`);
}

async function refund(ctx: Context, request: MoneyRequest, paymentId: string): Promise<void> {
  const [payment] = await ctx.db.select().from(payments).where(eq(payments.id, paymentId));
  const intentId = payment?.stripePaymentIntentId;
  if (!intentId) throw new Error(`payment ${paymentId} has no PaymentIntent`);
  const made = (await findMade(intentId, request.id)) ?? (await ask(ctx, request, intentId));
  if (!made) return;
  const facts = await gatherFacts(intentId);
  await inTransaction(ctx.db, async (tx) => {
    await recordFacts(tx, paymentId, facts, { source: "admin", type: "refund.requested" });
    await settleRequest(tx, request.id, { stripeRefundId: made.id });
  });
}

async function findMade(intentId: string, requestId: string): Promise<Stripe.Refund | null> {
  for await (const made of stripe().refunds.list({ payment_intent: intentId, limit: PAGE })) {
    if (made.metadata?.money_request_id === requestId) return made;
  }
  return null;
}

/** The refund that was made now; null where Stripe definitely refused. Throws while nobody knows. */
async function ask(ctx: Context, request: MoneyRequest, intentId: string) {
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
    if (!(error instanceof Stripe.errors.StripeError) || !isStripeAnswer(error)) throw error;
    if ((error.statusCode ?? 0) < 500) {
      await settleRequest(ctx.db, id, { refused: error.message });
      return null;
    }
    // Stripe repeats its own fault for this key. The job's next try, which comes later, looks for the
    // refund once more and asks anew; a second click doesn't.
    if (ctx.actor.kind === "system") await nextAttempt(ctx.db, request);
    throw error;
  }
}
