import { inArray } from "drizzle-orm";
import type Stripe from "stripe";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { flagUnknown, isUnknownAtStripe } from "./apply-stripe-state";
import { isOpen } from "./derive-status";
import type { Payment } from "./intent-changes";
import { byPaidTime, isNewer, recentSince } from "./newer-payment";
import { findSamePayment, findSamePayments, type Wanted } from "./open-payment";
import { fetchIntent } from "./payment-intent";
import { isStripeAnswer, stripe, stripeFailure } from "./stripe";

interface Asked {
  /** As our books had it before Stripe was asked. */
  payment: Payment;
  /** As Stripe has it; null where it has none, or where nothing was to be asked. */
  intent: Stripe.PaymentIntent | null;
}

/** What the customer's earlier payments mean for a new one for the same thing. */
interface Earlier {
  /** Paid, or being processed: the buyer is told of it, and nothing new is made. */
  settled: { payment: Payment; intent: Stripe.PaymentIntent } | null;
  /** Still to be paid, made without a key and at this price: it is used again. */
  open: Asked | null;
}

/**
 * Looks for a payment for the same thing that the buyer should be told of instead of paying again.
 * Those that could have been paid without our knowing are asked at Stripe, and what is found is
 * recorded; an open one at a price of before is canceled, so that nobody pays both.
 *
 * `knownId` is the newest payment that the buyer knows to be paid or processing, null for none: what is
 * newer and was paid within the hour is found too. Undefined where the caller doesn't say: then only
 * what is processing, and what turned out just now. Throws INVALID_REQUEST for a payment that isn't the
 * customer's or is for another thing, PAYMENT_PROVIDER_ERROR and UNAVAILABLE.
 */
export async function findEarlier(
  ctx: Context,
  wanted: Wanted,
  knownId: string | null | undefined,
): Promise<Earlier> {
  const known = typeof knownId === "string" ? await readKnown(ctx, wanted, knownId) : knownId;
  const found = await findSamePayments(ctx.db, wanted, known === undefined ? null : recentSince());
  if (found.length === 0) return { settled: null, open: null };
  const asked = await Promise.all(found.map((payment) => ask(ctx, payment, wanted)));
  const news = asked.filter((it) => isNews(it, known));
  const open = asked.find((it) => isReusable(it, wanted)) ?? null;
  return { settled: await newestOf(ctx, news), open };
}

async function readKnown(ctx: Context, wanted: Wanted, id: string): Promise<Payment> {
  const known = await findSamePayment(ctx.db, wanted, id);
  if (known) return known;
  const message = "must be one of the customer's payments for the same thing";
  throw new AppError("INVALID_REQUEST", `known_payment_id ${message}.`, {
    fields: [{ path: "known_payment_id", message }],
  });
}

/** Asks Stripe about a payment that may have been paid, canceling it first if its price is of before. */
async function ask(ctx: Context, payment: Payment, wanted: Wanted): Promise<Asked> {
  const id = payment.stripePaymentIntentId;
  // Nobody can have paid what has no PaymentIntent.
  if (id === null || payment.intentStatus === "succeeded") return { payment, intent: null };
  if (isOpen(payment.intentStatus) && !isSamePrice(payment, wanted)) await cancelIntent(id);
  const intent = await fetchIntent(ctx, payment, id).catch((error: unknown) => {
    if (error instanceof AppError && isUnknownAtStripe(error.cause)) return null;
    throw error;
  });
  if (intent) return { payment, intent };
  // It keeps nobody from buying: it is an operator's to look at, and not given out again.
  const cause = { source: "checkout", type: "payment.looked_up" } as const;
  await inTransaction(ctx.db, (tx) => flagUnknown(tx, payment.id, cause));
  return { payment: { ...payment, reusable: false }, intent: null };
}

/** Stripe refuses to cancel what is paid or over: then its facts say so. */
const cancelIntent = (id: string) =>
  stripe()
    .paymentIntents.cancel(id, { cancellation_reason: "abandoned" })
    .catch((error: unknown) => {
      if (!isStripeAnswer(error)) throw stripeFailure(error);
    });

/** Whether money has moved, or is on its way, that the buyer doesn't know of. */
function isNews({ payment, intent }: Asked, known: Payment | null | undefined): boolean {
  if (isUnpaid(intent?.status ?? payment.intentStatus)) return false;
  if (isOpen(payment.intentStatus)) {
    // We have only just learned it. One that doesn't fit its row stays with an operator.
    const fits = payment.reviewReason === null || payment.reviewKind === "card_testing";
    return fits || (known !== undefined && payment.id !== known?.id);
  }
  if (payment.intentStatus === "succeeded") return known !== undefined && isNewer(payment, known);
  return isNewer(payment, known ?? null);
}

const isUnpaid = (status: string) => isOpen(status) || status === "canceled";

const isSamePrice = (payment: Payment, { amountCents, currency }: Wanted) =>
  payment.amountCents === amountCents && payment.currency === currency;

const isReusable = ({ payment, intent }: Asked, wanted: Wanted) =>
  payment.reusable && isSamePrice(payment, wanted) && (intent === null || isOpen(intent.status));

/** The one that was paid last, as our books have it now, with its PaymentIntent. */
async function newestOf(ctx: Context, news: Asked[]): Promise<Earlier["settled"]> {
  if (news.length === 0) return null;
  const ids = news.map(({ payment }) => payment.id);
  const rows = await ctx.db.select().from(payments).where(inArray(payments.id, ids));
  const payment = rows.toSorted(byPaidTime).at(-1);
  if (!payment?.stripePaymentIntentId) return null;
  const intent =
    news.find((it) => it.payment.id === payment.id)?.intent ??
    (await fetchIntent(ctx, payment, payment.stripePaymentIntentId));
  return { payment, intent };
}
