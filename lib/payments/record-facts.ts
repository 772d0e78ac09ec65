import { eq, or, sql } from "drizzle-orm";
import type Stripe from "stripe";
import type { Executor, Transaction } from "@/db/client";
import { once } from "@/db/prepare";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { enqueue } from "@/lib/jobs/enqueue";
import { enqueueWalletHold } from "@/lib/jobs/enqueue-wallet-hold";
import { log } from "@/lib/log";
import { type Cause, recordHistory } from "@/lib/payment-history";
import { applyStanding, openForPayment } from "@/lib/prop-accounts";
import { boughtBy } from "./bought";
import { changesBetween, type PaymentState } from "./changes-between";
import { depositWorth, deriveStatus, isOpen } from "./derive-status";
import { intentChanges } from "./intent-changes";
import { flagOf } from "./review-flag";
import { storeDisputes, storeRefunds, type Told } from "./store-facts";
import { tellChanges } from "./tell-changes";

/** What Stripe says of one payment, read from an event or fetched. */
export interface Facts {
  intent: Stripe.PaymentIntent;
  /** When it was so: the event's time, or that of the question where Stripe was asked. */
  at: Date;
  refunds?: Told<Stripe.Refund>[];
  disputes?: Told<Stripe.Dispute>[];
}

const given = sql.placeholder;
const paymentsOfIntent = once((db) =>
  db
    .select()
    .from(payments)
    .where(or(eq(payments.stripePaymentIntentId, given("intent")), eq(payments.id, given("ours"))))
    .prepare("payments-of-intent"),
);

/** The payment that a PaymentIntent belongs to: by its id, else by the id we put in its metadata. */
export async function findByIntent(db: Executor, intent: Stripe.PaymentIntent) {
  const ours = intent.metadata.payment_id ?? null;
  const rows = await paymentsOfIntent(db).execute({ intent: intent.id, ours });
  return rows.find((row) => row.stripePaymentIntentId === intent.id) ?? rows[0] ?? null;
}

// A step of the history that somebody writes meanwhile refers to the row: not to wait for each other
// crosswise, its key is left unlocked.
const lockedPayment = once((db) =>
  db
    .select()
    .from(payments)
    .where(eq(payments.id, given("id")))
    .for("no key update")
    .prepare("locked-payment"),
);

/**
 * Stores facts about a payment and draws the consequences: its status, the account that it bought
 * with the job that provisions it, or the job that credits a deposit. Runs in the caller's
 * transaction under a lock on the payment's row, and leaves a step in the payment's history.
 * Returns why a person should look at the payment, if one should.
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
    // Found again every hour, it is told once.
    if (changes.reviewReason === payment.reviewReason && cause.source !== "stripe") {
      return changes.reviewReason;
    }
    await tx
      .update(payments)
      .set({ ...changes, reviewKind: "mismatch", reusable: false })
      .where(eq(payments.id, paymentId));
    log().error({ payment_id: paymentId, note: changes.reviewReason }, "payment needs a person");
    const step = { paymentId, occurredAt: facts.at, changes: [], note: changes.reviewReason };
    await recordHistory(tx, { ...cause, ...step });
    return changes.reviewReason;
  }
  const before = { payment, ...(await losses(tx, paymentId)) };
  const { refunds = [], disputes = [] } = facts;
  await storeRefunds(tx, paymentId, refunds);
  await storeDisputes(tx, paymentId, disputes);
  const isNews = refunds.length + disputes.length > 0;
  const after = {
    ...before,
    ...(isNews && (await losses(tx, paymentId))),
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
    .where(eq(paymentRefunds.paymentId, given("id")))
    .prepare("refunds-of-payment"),
);
const disputesOf = once((db) =>
  db
    .select()
    .from(paymentDisputes)
    .where(eq(paymentDisputes.paymentId, given("id")))
    .prepare("disputes-of-payment"),
);

const losses = async (tx: Transaction, id: string): Promise<Omit<PaymentState, "payment">> => ({
  refunds: await refundsOf(tx).execute({ id }),
  disputes: await disputesOf(tx).execute({ id }),
});

async function settle(tx: Transaction, before: PaymentState, after: PaymentState): Promise<void> {
  const { payment, refunds, disputes } = after;
  const ours = payment.id;
  const { status, standing } = deriveStatus(payment, refunds, disputes);
  const { stripePaymentIntentId, intentStatus, intentStatusAt, failureReason, paidAt } = payment;
  await tx
    .update(payments)
    .set({
      stripePaymentIntentId,
      intentStatus,
      intentStatusAt,
      failureReason,
      paidAt,
      status,
      ...flagOf(payment, refunds, disputes),
      reusable: payment.reusable && isOpen(intentStatus),
    })
    .where(eq(payments.id, ours));
  if (payment.intentStatus !== "succeeded") return tellChanges(tx, before, after);
  const bought = boughtBy(payment);
  const isChallenge = bought.kind === "challenge";
  const isNew = isChallenge && (await openForPayment(tx, { ...payment, ...bought }));
  // What was paid names its account, and comes before what becomes of that.
  await tellChanges(tx, before, after);
  if (isChallenge) {
    const isPlain = !standing.disputeHold && standing.closed === null;
    if (!(isNew && isPlain)) await applyStanding(tx, ours, standing);
  } else {
    if (payment.depositNetCents !== depositWorth(payment, refunds, disputes)) {
      await enqueue(tx, "settle-deposit", { payment_id: ours });
    }
    // A dispute that is lost moves no money: it was taken when the dispute was opened.
    if (disputes.length > 0) await enqueueWalletHold(tx, bought.depositLogin);
  }
}
