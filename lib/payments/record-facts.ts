import { eq, or } from "drizzle-orm";
import type Stripe from "stripe";
import type { Executor, Transaction } from "@/db/client";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { enqueue } from "@/lib/jobs/enqueue";
import { log } from "@/lib/log";
import { type Cause, recordHistory } from "@/lib/payment-history";
import { applyStanding, openForPayment } from "@/lib/prop-accounts";
import { boughtBy } from "./bought";
import { changesBetween, type PaymentState } from "./changes-between";
import { depositWorth, deriveStatus, FLAG, flagOf, isOpen } from "./derive-status";
import { intentChanges, type Payment } from "./intent-changes";
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

/** The payment that a PaymentIntent belongs to: by its id, else by the id we put in its metadata. */
export async function findByIntent(db: Executor, intent: Stripe.PaymentIntent) {
  const ours = intent.metadata.payment_id;
  const rows = await db
    .select()
    .from(payments)
    .where(
      or(eq(payments.stripePaymentIntentId, intent.id), ours ? eq(payments.id, ours) : undefined),
    );
  return rows.find((row) => row.stripePaymentIntentId === intent.id) ?? rows[0] ?? null;
}

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
  // A step of the history that somebody writes meanwhile refers to the row: not to wait for each other
  // crosswise, its key is left unlocked.
  const [payment] = await tx
    .select()
    .from(payments)
    .where(eq(payments.id, paymentId))
    .for("no key update");
  if (!payment) throw new Error(`payment ${paymentId} is gone`);
  const changes = intentChanges(payment, facts.intent, facts.at);
  if ("reviewReason" in changes) {
    // Found again every hour, it is told once.
    if (changes.reviewReason === payment.reviewReason && cause.source !== "stripe") {
      return changes.reviewReason;
    }
    await tx
      .update(payments)
      .set({ ...changes, reusable: false })
      .where(eq(payments.id, paymentId));
    log().error({ payment_id: paymentId, note: changes.reviewReason }, "payment needs a person");
    const step = { paymentId, occurredAt: facts.at, changes: [], note: changes.reviewReason };
    await recordHistory(tx, { ...cause, ...step });
    return changes.reviewReason;
  }
  const before = await stateOf(tx, payment);
  await storeRefunds(tx, paymentId, facts.refunds ?? []);
  await storeDisputes(tx, paymentId, facts.disputes ?? []);
  const after = await stateOf(tx, { ...payment, ...changes });
  const step = { paymentId, occurredAt: facts.at, changes: changesBetween(before, after) };
  await recordHistory(tx, { ...cause, ...step });
  await settle(tx, before, after);
  return null;
}

/** What a person should look at: what was there before, unless it was about the disputes alone. */
function reviewOf({ reviewReason }: Payment, disputes: PaymentState["disputes"]): string | null {
  if (reviewReason !== null && !reviewReason.startsWith(FLAG)) return reviewReason;
  return flagOf(disputes);
}

async function stateOf(tx: Transaction, payment: Payment): Promise<PaymentState> {
  const { id } = payment;
  const refunds = await tx.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
  const disputes = await tx.select().from(paymentDisputes).where(eq(paymentDisputes.paymentId, id));
  return { payment, refunds, disputes };
}

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
      reviewReason: reviewOf(payment, disputes),
      reusable: payment.reusable && isOpen(intentStatus),
    })
    .where(eq(payments.id, ours));
  if (payment.intentStatus !== "succeeded") return tellChanges(tx, before, after);
  const bought = boughtBy(payment);
  if (bought.kind === "challenge") await openForPayment(tx, { ...payment, ...bought });
  // What was paid names its account, and comes before what becomes of that.
  await tellChanges(tx, before, after);
  if (bought.kind === "challenge") {
    await applyStanding(tx, ours, standing);
  } else if (payment.depositNetCents !== depositWorth(payment, refunds, disputes)) {
    await enqueue(tx, "settle-deposit", { payment_id: ours });
  }
}
