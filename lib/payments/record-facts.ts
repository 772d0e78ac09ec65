import { eq, or, sql } from "drizzle-orm";
import type Stripe from "stripe";
import type { Executor, Transaction } from "@/db/client";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { enqueue } from "@/lib/jobs/enqueue";
import { log } from "@/lib/log";
import { applyStanding, openForPayment } from "@/lib/prop-accounts";
import { boughtBy } from "./bought";
import { depositWorth, deriveStatus, disputeRank, isOpen, refundRank } from "./derive-status";
import { intentChanges, type Payment } from "./intent-changes";
import { type History, tellChanges } from "./tell-changes";

/** What Stripe says of one payment, read from an event or fetched. */
export interface Facts {
  intent: Stripe.PaymentIntent;
  /** When it was so: the event's time, or that of the question where Stripe was asked. */
  at: Date;
  refunds?: Stripe.Refund[];
  disputes?: Stripe.Dispute[];
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
 * transaction under a lock on the payment's row.
 * Returns why a person should look at the payment, if one should.
 */
export async function recordFacts(
  tx: Transaction,
  paymentId: string,
  facts: Facts,
): Promise<string | null> {
  const [payment] = await tx
    .select()
    .from(payments)
    .where(eq(payments.id, paymentId))
    .for("update");
  if (!payment) throw new Error(`payment ${paymentId} is gone`);
  const changes = intentChanges(payment, facts.intent, facts.at);
  if ("reviewReason" in changes) {
    await tx
      .update(payments)
      .set({ ...changes, reusable: false })
      .where(eq(payments.id, paymentId));
    log().error({ payment_id: paymentId, note: changes.reviewReason }, "payment needs a person");
    return changes.reviewReason;
  }
  const before = await historyOf(tx, payment);
  await storeRefunds(tx, paymentId, facts.refunds ?? []);
  await storeDisputes(tx, paymentId, facts.disputes ?? []);
  await settle(tx, before, await historyOf(tx, { ...payment, ...changes }));
  return null;
}

async function historyOf(tx: Transaction, payment: Payment): Promise<History> {
  const { id } = payment;
  const refunds = await tx.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
  const disputes = await tx.select().from(paymentDisputes).where(eq(paymentDisputes.paymentId, id));
  return { payment, refunds, disputes };
}

async function settle(tx: Transaction, before: History, after: History): Promise<void> {
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

/** SQL that keeps whichever of two statuses comes later in a ranking. */
const later = (
  column: typeof paymentRefunds.status | typeof paymentDisputes.status,
  rank: string[],
) => {
  const order = sql`array[${sql.join(
    rank.map((status) => sql`${status}`),
    sql`, `,
  )}]::text[]`;
  return sql`case when coalesce(array_position(${order}, excluded.status), 0) > coalesce(array_position(${order}, ${column}), 0) then excluded.status else ${column} end`;
};

async function storeRefunds(tx: Transaction, paymentId: string, refunds: Stripe.Refund[]) {
  for (const { id, amount, status } of refunds) {
    await tx
      .insert(paymentRefunds)
      .values({ id, paymentId, amountCents: BigInt(amount), status: status ?? "pending" })
      .onConflictDoUpdate({
        target: paymentRefunds.id,
        set: { status: later(paymentRefunds.status, refundRank) },
      });
  }
}

async function storeDisputes(tx: Transaction, paymentId: string, disputes: Stripe.Dispute[]) {
  for (const { id, amount, reason, status } of disputes) {
    await tx
      .insert(paymentDisputes)
      .values({ id, paymentId, amountCents: BigInt(amount), reason, status })
      .onConflictDoUpdate({
        target: paymentDisputes.id,
        set: { status: later(paymentDisputes.status, disputeRank) },
      });
  }
}
