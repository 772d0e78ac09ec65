import { and, eq, isNull, sql } from "drizzle-orm";
import { payments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { ask, type TradingServer, tradingServer } from "@/lib/trading";
import { boughtBy } from "./bought";
import type { Payment } from "./intent-changes";
import { leftAfterCredit } from "./review";

/**
 * Credits a paid deposit to its wallet. Safe to run any number of times: the trading server knows the
 * request by the payment's id. Throws where it was refused or its outcome is unknown; repeat it then.
 */
export async function creditDeposit(
  ctx: Context,
  paymentId: string,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  const [payment] = await ctx.db.select().from(payments).where(eq(payments.id, paymentId));
  if (payment?.kind !== "deposit" || payment.paidAt === null || payment.depositOrder !== null) {
    return;
  }
  if (payment.status !== "succeeded") {
    // Part of the money, or all of it, has left again or may: how much is a wallet's, a person says.
    return flag(ctx, paymentId, `${payment.status} before it was credited to its wallet`);
  }
  const answer = await ask(() => server.submitOperation(creditOf(payment)));
  if (answer.outcome === "unknown") throw answer.cause;
  if (answer.outcome === "refused") {
    await raiseAttempt(ctx, payment);
    const reason = `${REFUSED}: ${answer.message}`;
    await flag(ctx, paymentId, reason);
    throw new Error(reason);
  }
  await recordCredit(ctx, paymentId, answer.order);
}

const REFUSED = "the trading server refused the deposit";

/** A refusal is the answer to its key for ever: the next try asks anew. */
const raiseAttempt = (ctx: Context, { id, depositAttempt }: Payment) =>
  ctx.db
    .update(payments)
    .set({ depositAttempt: depositAttempt + 1 })
    .where(and(eq(payments.id, id), eq(payments.depositAttempt, depositAttempt)));

async function recordCredit(ctx: Context, id: string, order: number): Promise<void> {
  const [credited] = await ctx.db
    .update(payments)
    .set({
      depositOrder: order,
      reviewReason: sql`case when ${payments.reviewReason} like ${`${REFUSED}%`} then null else ${payments.reviewReason} end`,
    })
    .where(and(eq(payments.id, id), isNull(payments.depositOrder)))
    .returning({ status: payments.status, login: payments.depositLogin });
  ctx.log.info({ payment_id: id, order }, "deposit credited");
  // It was refunded or disputed while it was being credited.
  if (credited && credited.status !== "succeeded") {
    await flag(ctx, id, leftAfterCredit(credited.status, credited.login));
  }
}

function creditOf(payment: Payment) {
  const { id, customerId, amountCents, currency } = payment;
  const bought = boughtBy(payment);
  if (bought.kind !== "deposit") throw new Error(`payment ${id} is no deposit`);
  const login = bought.depositLogin;
  return {
    requestKey: `deposit:${id}:${payment.depositAttempt}`,
    login,
    amountCents,
    currency,
    reason: "TR_REASON_DEPOSIT",
    comment: "WALLET_DEPOSIT",
    apiData: {
      module: "payments",
      operation: "WALLET_DEPOSIT",
      payment_id: id,
      customer_id: customerId,
      login,
    },
  } as const;
}

/** Shows the payment to a person. A reason that it has already is kept: somebody looks. */
async function flag(ctx: Context, paymentId: string, reviewReason: string): Promise<void> {
  await ctx.db
    .update(payments)
    .set({ reviewReason })
    .where(and(eq(payments.id, paymentId), isNull(payments.reviewReason)));
  ctx.log.error({ payment_id: paymentId, note: reviewReason }, "payment needs a person");
}
