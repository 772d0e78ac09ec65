import { eq } from "drizzle-orm";
import { violatedUnique } from "@/db/errors";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { about, type Context, requireFreshAdmin } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { plainMoney } from "@/lib/money";
import { knownRequest, type MoneyRequest, writeOnce, writeRequest } from "@/lib/money-requests";
import { deriveStatus, refundedCents } from "./derive-status";
import type { Payment } from "./intent-changes";
import { settleRefund } from "./settle-refund";

interface RefundAsk {
  id: string;
  /** Minor units. */
  amountCents: bigint;
  reason: string;
  idempotencyKey: string;
}

/**
 * Gives a payment's money back through Stripe, all of it or a part. The wish is written down
 * first; while Stripe's answer isn't known it stays pending and a job goes on asking with the same key.
 * Throws NOT_FOUND, INVALID_REQUEST, INVALID_STATE and PAYMENT_PROVIDER_ERROR with Stripe's words.
 */
export async function refundPayment(
  ctx: Context,
  ask: RefundAsk,
): Promise<{ id: string; status: MoneyRequest["status"] }> {
  requireFreshAdmin(ctx);
  about(ctx, { payment_id: ask.id });
  const { id } = await writeWish(ctx, ask).catch((error: unknown) => {
    if (violatedUnique(error) !== "money_requests_one_pending_refund") throw error;
    throw new AppError("INVALID_STATE", "A refund of this payment is still being made.");
  });
  const { status, problem } = await settleRefund(ctx, id);
  if (status !== "refused") return { id, status };
  throw new AppError("PAYMENT_PROVIDER_ERROR", `Stripe refused the refund: ${problem}`);
}

const writeWish = (ctx: Context, { id, amountCents, reason, idempotencyKey }: RefundAsk) =>
  writeOnce(ctx, async (tx) => {
    const [payment] = await tx
      .select()
      .from(payments)
      .where(eq(payments.id, id))
      .for("no key update");
    if (!payment) throw notFound("payment");
    const refunds = await tx.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
    const disputes = await tx
      .select()
      .from(paymentDisputes)
      .where(eq(paymentDisputes.paymentId, id));
    const refunded = refundedCents(refunds);
    const left = payment.amountCents - refunded;
    const { currency } = payment;
    const wish = { amountCents, currency, reason, idempotencyKey, paymentId: id };
    const known = await knownRequest(tx, ctx, { ...wish, kind: "refund" });
    if (known) return known;
    requireRefundable(payment, deriveStatus(payment, refunds, disputes).standing.disputeHold);
    requireLeft(amountCents, left, currency);
    const before = { status: payment.status, refunded_cents: refunded };
    return writeRequest(tx, ctx, { ...wish, kind: "refund" }, before);
  });

function requireRefundable({ intentStatus }: Payment, isDisputed: boolean): void {
  if (intentStatus !== "succeeded") {
    throw new AppError("INVALID_STATE", "Nothing was paid that could be given back.");
  }
  if (isDisputed) {
    throw new AppError(
      "INVALID_STATE",
      "A dispute holds this money: accept the dispute at Stripe instead, or it could go back twice.",
    );
  }
}

function requireLeft(amountCents: bigint, left: bigint, currency: string): void {
  if (left <= 0n) throw new AppError("INVALID_STATE", "All of it was given back already.");
  if (amountCents <= left) return;
  const message = `must be at most ${plainMoney(left, currency)}, which is left of the payment`;
  throw new AppError("INVALID_REQUEST", `The amount ${message}.`, {
    fields: [{ path: "amount_cents", message }],
  });
}
