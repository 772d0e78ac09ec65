import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { paymentDisputes, paymentRefunds } from "@/db/schema";
import type { AtStripe } from "./at-stripe";
import { refundedCents } from "./derive-status";
import { failureOf, type Payment } from "./intent-changes";

/** In what a payment here and its PaymentIntent at Stripe differ, in words; nothing where they agree. */
export async function differences(db: Executor, here: Payment, there: AtStripe): Promise<string[]> {
  const told: string[] = [];
  const { intent, disputes } = there;
  if (here.amountCents !== BigInt(intent.amount) || here.currency !== intent.currency) {
    told.push(
      `${here.amountCents} ${here.currency} here, ${intent.amount} ${intent.currency} at Stripe`,
    );
  }
  if (here.intentStatus !== intent.status) {
    told.push(`status ${here.intentStatus} here, ${intent.status} at Stripe`);
  }
  const failure = intent.status === "succeeded" ? null : failureOf(intent);
  if (here.failureReason !== failure) {
    told.push(`failure ${here.failureReason ?? "none"} here, ${failure ?? "none"} at Stripe`);
  }
  const refunds = await db
    .select()
    .from(paymentRefunds)
    .where(eq(paymentRefunds.paymentId, here.id));
  const refunded = refundedCents(refunds);
  if (refunded !== there.refundedCents) {
    told.push(`refunded ${refunded} here, ${there.refundedCents} at Stripe`);
  }
  told.push(...moved("refund", refunds, there.refunds));
  if (disputes.size === 0) return told;
  const known = await db
    .select()
    .from(paymentDisputes)
    .where(eq(paymentDisputes.paymentId, here.id));
  told.push(...moved("dispute", known, disputes));
  return told;
}

/** Those of Stripe's whose status is another one here, or that aren't here. */
function moved(what: string, here: { id: string; status: string }[], there: Map<string, string>) {
  const known = new Map(here.map(({ id, status }) => [id, status]));
  return [...there]
    .filter(([id, status]) => known.get(id) !== status)
    .map(([id, status]) => `${what} ${id} ${known.get(id) ?? "unknown"} here, ${status} at Stripe`);
}
