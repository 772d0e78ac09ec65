import { inArray } from "drizzle-orm";
import type Stripe from "stripe";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { flagUnknown, isUnknownAtStripe } from "../facts/apply-stripe-state";
import { isOpen } from "../facts/derive-status";
import type { Payment } from "../facts/intent-changes";
import { isDefiniteError, stripe, stripeFailure } from "../stripe";
import { byPaidTime, isNewer, recentSince } from "./paid-order";
import { fetchIntent } from "./payment-intent";
import { findSamePayment, findSamePayments, type RequestedPayment } from "./same-payments";

interface CheckedPayment {
  /** As it was stored before Stripe was called. */
  payment: Payment;
  /** Its PaymentIntent as fetched; null if Stripe has none, or wasn't called. */
  intent: Stripe.PaymentIntent | null;
}

/** What the customer's earlier payments for the same item mean for a new one. */
interface Earlier {
  /** Paid or processing, and the buyer doesn't know: it is returned in place of a new one. */
  settled: { payment: Payment; intent: Stripe.PaymentIntent } | null;
  /** Open, created without a key and at this price: it is reused. */
  open: CheckedPayment | null;
}

/**
 * Finds earlier payments for the same item, so that the buyer doesn't pay for it twice. Those that may have
 * been paid are read at Stripe and updated here; an open one at an earlier price is canceled.
 *
 * `acknowledgedId` is the newest payment that the buyer knows to be paid or processing, null for none: newer ones
 * that were paid within the hour are found too. If it is undefined, only payments are found that are processing,
 * or that turned out to be paid by this call. Throws INVALID_REQUEST for a payment that isn't the customer's or is
 * for another item, PAYMENT_PROVIDER_ERROR and UNAVAILABLE.
 */
export async function findEarlier(
  ctx: Context,
  requested: RequestedPayment,
  acknowledgedId: string | null | undefined,
): Promise<Earlier> {
  const acknowledged =
    typeof acknowledgedId === "string"
      ? await readAcknowledged(ctx, requested, acknowledgedId)
      : acknowledgedId;
  const found = await findSamePayments(
    ctx.db,
    requested,
    acknowledged === undefined ? null : recentSince(),
  );
  if (found.length === 0) return { settled: null, open: null };
  const checked = await Promise.all(found.map((payment) => checkAtStripe(ctx, payment, requested)));
  const unknownToBuyer = checked.filter((it) => isUnknownToBuyer(it, acknowledged));
  const open = checked.find((it) => isReusable(it, requested)) ?? null;
  return { settled: await newestOf(ctx, unknownToBuyer), open };
}

async function readAcknowledged(
  ctx: Context,
  requested: RequestedPayment,
  id: string,
): Promise<Payment> {
  const acknowledged = await findSamePayment(ctx.db, requested, id);
  if (acknowledged) return acknowledged;
  const message = "must be one of the customer's payments for the same thing";
  throw new AppError("INVALID_REQUEST", `known_payment_id ${message}.`, {
    fields: [{ path: "known_payment_id", message }],
  });
}

/** Reads a payment at Stripe that may have been paid; first cancels one at an earlier price. */
async function checkAtStripe(
  ctx: Context,
  payment: Payment,
  requested: RequestedPayment,
): Promise<CheckedPayment> {
  const id = payment.stripePaymentIntentId;
  // A payment without a PaymentIntent can't have been paid.
  if (id === null || payment.intentStatus === "succeeded") return { payment, intent: null };
  if (isOpen(payment.intentStatus) && !isSamePrice(payment, requested)) await cancelIntent(id);
  const intent = await fetchIntent(ctx, payment, id).catch((error: unknown) => {
    if (error instanceof AppError && isUnknownAtStripe(error.cause)) return null;
    throw error;
  });
  if (intent) return { payment, intent };
  // The customer may still buy: this payment is flagged for an operator and never reused.
  const cause = { source: "checkout", type: "payment.looked_up" } as const;
  await inTransaction(ctx.db, (tx) => flagUnknown(tx, payment.id, cause));
  return { payment: { ...payment, reusable: false }, intent: null };
}

/** Cancels a PaymentIntent. Stripe rejects that for one that is paid or canceled, which is no error here. */
const cancelIntent = (id: string) =>
  stripe()
    .paymentIntents.cancel(id, { cancellation_reason: "abandoned" })
    .catch((error: unknown) => {
      if (!isDefiniteError(error)) throw stripeFailure(error);
    });

/** Whether the payment is paid or processing, and the buyer doesn't know it. */
function isUnknownToBuyer(
  { payment, intent }: CheckedPayment,
  acknowledged: Payment | null | undefined,
): boolean {
  if (isUnpaid(intent?.status ?? payment.intentStatus)) return false;
  if (isOpen(payment.intentStatus)) {
    // It was found just now. An operator handles a mismatch.
    const fits = payment.reviewKind === null || payment.reviewKind === "card_testing";
    return fits || (acknowledged !== undefined && payment.id !== acknowledged?.id);
  }
  if (payment.intentStatus === "succeeded")
    return acknowledged !== undefined && isNewer(payment, acknowledged);
  return isNewer(payment, acknowledged ?? null);
}

const isUnpaid = (status: string) => isOpen(status) || status === "canceled";

const isSamePrice = (payment: Payment, { amountCents, currency }: RequestedPayment) =>
  payment.amountCents === amountCents && payment.currency === currency;

const isReusable = ({ payment, intent }: CheckedPayment, requested: RequestedPayment) =>
  payment.reusable && isSamePrice(payment, requested) && (intent === null || isOpen(intent.status));

/** The payment that was paid last, as it is stored now, with its PaymentIntent. */
async function newestOf(
  ctx: Context,
  unknownToBuyer: CheckedPayment[],
): Promise<Earlier["settled"]> {
  if (unknownToBuyer.length === 0) return null;
  const ids = unknownToBuyer.map(({ payment }) => payment.id);
  const rows = await ctx.db.select().from(payments).where(inArray(payments.id, ids));
  const payment = rows.toSorted(byPaidTime).at(-1);
  if (!payment?.stripePaymentIntentId) return null;
  const intent =
    unknownToBuyer.find((it) => it.payment.id === payment.id)?.intent ??
    (await fetchIntent(ctx, payment, payment.stripePaymentIntentId));
  return { payment, intent };
}
