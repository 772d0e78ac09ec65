import { eq, or, sql } from "drizzle-orm";
import type Stripe from "stripe";
import type { Executor, Transaction } from "@/db/client";
import { once } from "@/db/prepare";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { log } from "@/lib/core/log";
import { type Cause, recordHistory } from "@/lib/payment-history";
import { applyRestrictions, openForPayment } from "@/lib/prop-accounts";
import { enqueue } from "@/lib/queue/enqueue";
import { enqueueWalletHold } from "@/lib/queue/enqueue-wallet-hold";
import { nextReceiptNumber } from "../receipt-number";
import { changesBetween, type PaymentState } from "./changes-between";
import { depositWorth, deriveStatus, isOpen } from "./derive-status";
import { emitChanges } from "./emit-changes";
import { intentChanges } from "./intent-changes";
import { paidItemOf } from "./paid-item";
import { flagOf } from "./review-flag";
import { type Observed, storeDisputes, storeRefunds } from "./store";

/** The state of one payment at Stripe, from an event or fetched. */
export interface Facts {
  intent: Stripe.PaymentIntent;
  /** The time of this state: that of the event, or of the request. */
  at: Date;
  refunds?: Observed<Stripe.Refund>[];
  disputes?: Observed<Stripe.Dispute>[];
}

const param = sql.placeholder;
const paymentsOfIntent = once((db) =>
  db
    .select()
    .from(payments)
    .where(
      or(eq(payments.stripePaymentIntentId, param("intent")), eq(payments.id, param("paymentId"))),
    )
    .prepare("payments-of-intent"),
);

/** The payment of a PaymentIntent: by the PaymentIntent's id, else by the payment's id in its metadata. */
export async function findByIntent(db: Executor, intent: Stripe.PaymentIntent) {
  const paymentId = intent.metadata.payment_id ?? null;
  const rows = await paymentsOfIntent(db).execute({ intent: intent.id, paymentId });
  return rows.find((row) => row.stripePaymentIntentId === intent.id) ?? rows[0] ?? null;
}

// An entry of the history that is written concurrently references the row. "No key update" lets it, which
// avoids a deadlock.
const lockedPayment = once((db) =>
  db
    .select()
    .from(payments)
    .where(eq(payments.id, param("id")))
    .for("no key update")
    .prepare("locked-payment"),
);

/**
 * Stores facts about a payment, and what follows from them: its status, its account with the job that
 * provisions it, or the job that credits a deposit or buys a program. Runs in the caller's transaction under a lock on the
 * payment's row, and adds an entry to its history. Returns the reason why the facts don't fit the payment,
 * which is flagged then, or null.
 */
export async function recordFacts(
  tx: Transaction,
  paymentId: string,
  facts: Facts,
  cause: Cause,
): Promise<string | null> {
  const [payment] = await lockedPayment(tx).execute({ id: paymentId });
  if (!payment) throw new Error(`payment ${paymentId} is gone`);
  const changes = intentChanges(payment, facts.intent, facts.at);
  if ("reviewReason" in changes) {
    // The same mismatch, found again by each comparison, is recorded once.
    if (changes.reviewReason === payment.reviewReason && cause.source !== "stripe") {
      return changes.reviewReason;
    }
    await tx
      .update(payments)
      .set({ ...changes, reviewKind: "mismatch", reusable: false })
      .where(eq(payments.id, paymentId));
    log().error({ payment_id: paymentId, note: changes.reviewReason }, "payment.flagged");
    const step = { paymentId, occurredAt: facts.at, changes: [], note: changes.reviewReason };
    await recordHistory(tx, { ...cause, ...step });
    return changes.reviewReason;
  }
  const before = { payment, ...(await reversalsOf(tx, paymentId)) };
  const { refunds = [], disputes = [] } = facts;
  await storeRefunds(tx, paymentId, refunds);
  await storeDisputes(tx, paymentId, disputes);
  const isNews = refunds.length + disputes.length > 0;
  const after = {
    ...before,
    ...(isNews && (await reversalsOf(tx, paymentId))),
    payment: { ...payment, ...changes },
  };
  const step = { paymentId, occurredAt: facts.at, changes: changesBetween(before, after) };
  await recordHistory(tx, { ...cause, ...step });
  await settle(tx, before, after);
  return null;
}

const refundsOf = once((db) =>
  db
    .select()
    .from(paymentRefunds)
    .where(eq(paymentRefunds.paymentId, param("id")))
    .prepare("refunds-of-payment"),
);
const disputesOf = once((db) =>
  db
    .select()
    .from(paymentDisputes)
    .where(eq(paymentDisputes.paymentId, param("id")))
    .prepare("disputes-of-payment"),
);

const reversalsOf = async (
  tx: Transaction,
  id: string,
): Promise<Omit<PaymentState, "payment">> => ({
  refunds: await refundsOf(tx).execute({ id }),
  disputes: await disputesOf(tx).execute({ id }),
});

async function settle(tx: Transaction, before: PaymentState, after: PaymentState): Promise<void> {
  const { payment, refunds, disputes } = after;
  const paymentId = payment.id;
  const { status, restrictions } = deriveStatus(payment, refunds, disputes);
  const { stripePaymentIntentId, intentStatus, intentStatusAt, failureReason, paidAt } = payment;
  const { cardBrand, cardLast4 } = payment;
  await tx
    .update(payments)
    .set({
      stripePaymentIntentId,
      intentStatus,
      intentStatusAt,
      failureReason,
      cardBrand,
      cardLast4,
      paidAt,
      ...(paidAt && payment.receiptNumber === null && { receiptNumber: nextReceiptNumber }),
      status,
      ...flagOf(payment, refunds, disputes),
      reusable: payment.reusable && isOpen(intentStatus),
    })
    .where(eq(payments.id, paymentId));
  if (payment.intentStatus !== "succeeded") return emitChanges(tx, before, after);
  const item = paidItemOf(payment);
  const isChallenge = item.kind === "challenge";
  const isNew = isChallenge && (await openForPayment(tx, { ...payment, ...item }));
  // The event of the payment names its account, and comes before the events of the account.
  await emitChanges(tx, before, after);
  if (isChallenge) {
    const isPlain = !restrictions.disputeHold && restrictions.closed === null;
    if (!(isNew && isPlain)) await applyRestrictions(tx, paymentId, restrictions);
  } else if (item.kind === "program") {
    await enqueue(tx, "settle-program-payment", { payment_id: paymentId });
  } else {
    if (payment.depositNetCents !== depositWorth(payment, refunds, disputes)) {
      await enqueue(tx, "settle-deposit", { payment_id: paymentId });
    }
    // A lost dispute moves no money: it was withdrawn when the dispute was opened.
    if (disputes.length > 0) await enqueueWalletHold(tx, item.depositLogin);
  }
}
