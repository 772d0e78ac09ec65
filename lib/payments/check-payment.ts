import { desc, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { paymentEvents, payments } from "@/db/schema";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { listMoneyRequests } from "@/lib/money-requests";
import { type Applied, applyStripeState, takeTurn, type WithIntent } from "./apply-stripe-state";
import type { Payment } from "./intent-changes";
import { type PaymentCheckView, toPaymentStatus } from "./schemas";
import { settleRefund } from "./settle-refund";

/**
 * Compares any payment with Stripe and applies what is new, at most every 5 s. For admins; leaves no
 * audit entry, since nobody decided anything. Throws NOT_FOUND, PAYMENT_PROVIDER_ERROR, and
 * UNAVAILABLE where Stripe doesn't respond.
 */
export async function checkPayment(ctx: Context, id: string): Promise<PaymentCheckView> {
  requireAdmin(ctx);
  const before = await read(ctx.db, id);
  const asked = askable(before.payment);
  if (typeof asked === "string") return view(before, before, asked);
  if (!(await takeTurn(ctx, id))) {
    const now = await read(ctx.db, id);
    return view(before, now, isAnswered(now.payment) ? "unchanged" : "in_progress");
  }
  const cause = { source: "admin", type: "payment.checked" } as const;
  const applied = await applyStripeState(ctx, asked, cause);
  return view(before, await read(ctx.db, id), applied);
}

/**
 * The same when an admin asks for it: now, whenever it was last checked, with an audit entry, and with
 * the refunds that are still to be made.
 * Throws INVALID_STATE for a payment that Stripe can't be asked about, else what `checkPayment` throws.
 */
export async function syncPaymentAsAdmin(
  ctx: Context,
  { id, reason }: { id: string; reason: string },
): Promise<PaymentCheckView> {
  requireAdmin(ctx);
  const before = await read(ctx.db, id);
  const asked = askable(before.payment);
  if (typeof asked === "string") throw new AppError("INVALID_STATE", whyNot[asked]);
  // What an earlier admin asked for is made now, not when its job comes round again.
  for (const request of await listMoneyRequests(ctx, { paymentId: id })) {
    if (request.status === "pending") await settleRefund(ctx, request.id);
  }
  const cause = { source: "admin", type: "payment.synced" } as const;
  const applied = await applyStripeState(ctx, asked, cause, async (tx, found) => {
    const { payment } = await read(tx, id);
    const entry = { action: "payment.sync", subject: id, reason } as const;
    const after = { status: payment.status, result: found };
    await audit(tx, ctx, { ...entry, before: { status: before.payment.status }, after });
  });
  return view(before, await read(ctx.db, id), applied);
}

const whyNot = {
  no_payment_intent:
    "This payment has no PaymentIntent: nothing was started at Stripe, so nothing can have been paid.",
  other_mode:
    "This payment belongs to the other of Stripe's modes, live or test, than the keys of this server.",
};

/** The PaymentIntent to ask for, or why Stripe can't be asked. */
function askable({ id, ...payment }: Payment): WithIntent | keyof typeof whyNot {
  const intentId = payment.stripePaymentIntentId;
  if (intentId === null) return "no_payment_intent";
  return payment.livemode === env().livemode ? { id, intentId } : "other_mode";
}

/** Whether Stripe responded to the last turn. */
const isAnswered = ({ checkedAt, syncedAt }: Payment) =>
  checkedAt !== null && (syncedAt === null || checkedAt >= syncedAt);

interface Found {
  payment: Payment;
  /** The newest step of its history; 0 where there is none. */
  lastStep: number;
}

async function read(db: Executor, id: string): Promise<Found> {
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
  before: Found,
  now: Found,
  found: Applied | Exclude<PaymentCheckView["result"], "changed">,
): PaymentCheckView {
  const { payment, lastStep } = now;
  const isChanged = lastStep > before.lastStep;
  const applied = isChanged ? "changed" : "unchanged";
  return {
    payment_id: payment.id,
    kind: payment.kind,
    result: found === "applied" || found === "unchanged" ? applied : found,
    status_before: toPaymentStatus(before.payment.status),
    status: toPaymentStatus(payment.status),
    checked_at: payment.checkedAt?.toISOString() ?? null,
    last_step: lastStep,
  };
}
