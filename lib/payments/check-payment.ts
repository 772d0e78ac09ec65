import { desc, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { paymentEvents, payments } from "@/db/schema";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { AppError, notFound } from "@/lib/core/errors";
import { listMoneyRequests } from "@/lib/money-requests";
import {
  applyStripeState,
  claimStripeCheck,
  type PaymentWithIntent,
  type StripeCheckResult,
} from "./facts/apply-stripe-state";
import type { Payment } from "./facts/intent-changes";
import { type PaymentCheckView, toPaymentStatus } from "./schemas";
import { settleRefund } from "./settle-refund";

/**
 * Compares any payment with Stripe and applies what is new, at most every 5 s. For admins; without an
 * audit entry, since no decision was made. Throws NOT_FOUND, PAYMENT_PROVIDER_ERROR, and
 * UNAVAILABLE if Stripe doesn't respond.
 */
export async function checkPayment(ctx: Context, id: string): Promise<PaymentCheckView> {
  requireAdmin(ctx);
  const before = await read(ctx.db, id);
  const target = stripeTarget(before.payment);
  if (typeof target === "string") return view(before, before, target);
  if (!(await claimStripeCheck(ctx, id))) {
    const now = await read(ctx.db, id);
    return view(before, now, hasResponded(now.payment) ? "unchanged" : "in_progress");
  }
  const cause = { source: "admin", type: "payment.checked" } as const;
  const applied = await applyStripeState(ctx, target, cause);
  return view(before, await read(ctx.db, id), applied);
}

/**
 * `checkPayment` on an admin's request: however recent the last check is, with an audit entry, and with the
 * payment's pending refunds.
 * Throws INVALID_STATE for a payment that can't be read at Stripe, else what `checkPayment` throws.
 */
export async function syncPaymentAsAdmin(
  ctx: Context,
  { id, reason }: { id: string; reason: string },
): Promise<PaymentCheckView> {
  requireAdmin(ctx);
  const before = await read(ctx.db, id);
  const target = stripeTarget(before.payment);
  if (typeof target === "string") throw new AppError("INVALID_STATE", notCheckable[target]);
  // Executes refunds that admins requested before: their jobs may run much later.
  for (const request of await listMoneyRequests(ctx, { paymentId: id })) {
    if (request.status === "pending") await settleRefund(ctx, request.id);
  }
  const cause = { source: "admin", type: "payment.synced" } as const;
  const applied = await applyStripeState(ctx, target, cause, async (tx, result) => {
    const { payment } = await read(tx, id);
    const entry = { action: "payment.sync", subject: id, reason } as const;
    const after = { status: payment.status, result };
    await audit(tx, ctx, { ...entry, before: { status: before.payment.status }, after });
  });
  return view(before, await read(ctx.db, id), applied);
}

const notCheckable = {
  no_payment_intent: "No PaymentIntent was created in Stripe, so nothing was charged.",
  other_mode:
    "This payment was made in Stripe's other mode (live or test), so it can't be checked here.",
};

/** The PaymentIntent to read, or why it can't be read. */
function stripeTarget({ id, ...payment }: Payment): PaymentWithIntent | keyof typeof notCheckable {
  const intentId = payment.stripePaymentIntentId;
  if (intentId === null) return "no_payment_intent";
  return payment.livemode === env().livemode ? { id, intentId } : "other_mode";
}

/** Whether Stripe responded to the last check. */
const hasResponded = ({ checkedAt, syncedAt }: Payment) =>
  checkedAt !== null && (syncedAt === null || checkedAt >= syncedAt);

interface PaymentAndStep {
  payment: Payment;
  /** The newest step of its history; 0 if there is none. */
  lastStep: number;
}

async function read(db: Executor, id: string): Promise<PaymentAndStep> {
  const [payment] = await db.select().from(payments).where(eq(payments.id, id));
  if (!payment) throw notFound("payment");
  const [step] = await db
    .select({ id: paymentEvents.id })
    .from(paymentEvents)
    .where(eq(paymentEvents.paymentId, id))
    .orderBy(desc(paymentEvents.id))
    .limit(1);
  return { payment, lastStep: step?.id ?? 0 };
}

function view(
  before: PaymentAndStep,
  now: PaymentAndStep,
  result: StripeCheckResult | Exclude<PaymentCheckView["result"], "changed">,
): PaymentCheckView {
  const { payment, lastStep } = now;
  const isChanged = lastStep > before.lastStep;
  const applied = isChanged ? "changed" : "unchanged";
  return {
    payment_id: payment.id,
    kind: payment.kind,
    result: result === "applied" || result === "unchanged" ? applied : result,
    status_before: toPaymentStatus(before.payment.status),
    status: toPaymentStatus(payment.status),
    checked_at: payment.checkedAt?.toISOString() ?? null,
    last_step: lastStep,
  };
}
