import { eq } from "drizzle-orm";
import { violatedUnique } from "@/db/errors";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { addLogFields, type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { plainMoney } from "@/lib/core/money";
import {
  createOnce,
  findExistingRequest,
  insertRequest,
  type MoneyRequest,
} from "@/lib/money-requests";
import { deriveStatus, refundedCents } from "./facts/derive-status";
import type { Payment } from "./facts/intent-changes";
import { settleRefund } from "./settle-refund";

interface RefundInput {
  id: string;
  /** Minor units. */
  amountCents: bigint;
  reason: string;
  idempotencyKey: string;
}

/**
 * Refunds a payment through Stripe, in full or in part. The request is stored first; without a response of Stripe's
 * it stays pending, and a job repeats it with the same key.
 * Throws NOT_FOUND, INVALID_REQUEST, INVALID_STATE, and PAYMENT_PROVIDER_ERROR with Stripe's message.
 */
export async function refundPayment(
  ctx: Context,
  input: RefundInput,
): Promise<{ id: string; status: MoneyRequest["status"] }> {
  requireFreshAdmin(ctx);
  addLogFields(ctx, { payment_id: input.id });
  const { id } = await createRequest(ctx, input).catch((error: unknown) => {
    if (violatedUnique(error) !== "money_requests_one_pending_refund") throw error;
    throw new AppError("INVALID_STATE", "A refund for this payment is already in progress.");
  });
  const { status, problem } = await settleRefund(ctx, id);
  if (status !== "refused") return { id, status };
  throw new AppError("PAYMENT_PROVIDER_ERROR", `Stripe rejected the refund: ${problem}`);
}

const createRequest = (ctx: Context, { id, amountCents, reason, idempotencyKey }: RefundInput) =>
  createOnce(ctx, async (tx) => {
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
    const request = { amountCents, currency, reason, idempotencyKey, paymentId: id };
    const existing = await findExistingRequest(tx, ctx, { ...request, kind: "refund" });
    if (existing) return existing;
    requireRefundable(payment, deriveStatus(payment, refunds, disputes).restrictions.disputeHold);
    requireLeft(amountCents, left, currency);
    const before = { status: payment.status, refunded_cents: refunded };
    return insertRequest(tx, ctx, { ...request, kind: "refund" }, before);
  });

function requireRefundable({ intentStatus }: Payment, isDisputed: boolean): void {
  if (intentStatus !== "succeeded") {
    throw new AppError("INVALID_STATE", "There's nothing to refund on this payment.");
  }
  if (isDisputed) {
    throw new AppError(
      "INVALID_STATE",
      "This payment is disputed. Accept the dispute in Stripe instead; refunding as well could pay the customer twice.",
    );
  }
}

function requireLeft(amountCents: bigint, left: bigint, currency: string): void {
  if (left <= 0n)
    throw new AppError("INVALID_STATE", "This payment has already been fully refunded.");
  if (amountCents <= left) return;
  const message = `must be at most ${plainMoney(left, currency)}, the refundable amount`;
  throw new AppError("INVALID_REQUEST", `The amount ${message}.`, {
    fields: [{ path: "amount_cents", message }],
  });
}
