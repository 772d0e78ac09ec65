import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { paymentDisputes, paymentRefunds } from "@/db/schema";
import { needsResponse } from "@/lib/core/dispute-messages";
import { exactTime } from "@/lib/core/format";
import { formatMoney, plainMoney } from "@/lib/core/money";
import { refundedCents } from "../facts/derive-status";
import { describeFailure, type Payment } from "../facts/intent-changes";
import type { StripeState } from "./stripe-state";

type Dispute = typeof paymentDisputes.$inferSelect;

/** How a payment here differs from its PaymentIntent at Stripe, as sentences for people; empty if they agree. */
export async function findDifferences(
  db: Executor,
  here: Payment,
  there: StripeState,
): Promise<string[]> {
  const differences: string[] = [];
  const { intent, disputes } = there;
  if (here.amountCents !== BigInt(intent.amount) || here.currency !== intent.currency) {
    differences.push(
      `Amount: ${plainMoney(here.amountCents, here.currency)} here, ${plainMoney(BigInt(intent.amount), intent.currency)} in Stripe`,
    );
  }
  if (here.intentStatus !== intent.status) {
    differences.push(`Status: ${here.intentStatus} here, ${intent.status} in Stripe`);
  }
  const failure = intent.status === "succeeded" ? null : describeFailure(intent);
  if (here.failureReason !== failure) {
    differences.push(
      `Failure: ${here.failureReason ?? "none"} here, ${failure ?? "none"} in Stripe`,
    );
  }
  const refunds = await db
    .select()
    .from(paymentRefunds)
    .where(eq(paymentRefunds.paymentId, here.id));
  const refunded = refundedCents(refunds);
  if (refunded !== there.refundedCents) {
    const money = (cents: bigint) => formatMoney(cents, here.currency);
    differences.push(`Refunded: ${money(refunded)} here, ${money(there.refundedCents)} in Stripe`);
  }
  differences.push(...statusDifferences("Refund", refunds, there.refunds));
  if (disputes.size === 0) return differences;
  const stored = await db
    .select()
    .from(paymentDisputes)
    .where(eq(paymentDisputes.paymentId, here.id));
  const statuses = new Map([...disputes].map(([id, { status }]) => [id, status]));
  differences.push(...statusDifferences("Dispute", stored, statuses));
  differences.push(...deadlineDifferences(stored, disputes));
  return differences;
}

/** Disputes that the firm may still respond to, until another time than is stored here. */
function deadlineDifferences(here: Dispute[], there: StripeState["disputes"]): string[] {
  return here.flatMap(({ id, dueBy: stored }) => {
    const now = there.get(id);
    if (!now || !needsResponse(now.status) || now.dueBy?.getTime() === stored?.getTime()) return [];
    return [`Dispute ${id}: due ${dueLabel(stored)} here, ${dueLabel(now.dueBy)} in Stripe`];
  });
}

const dueLabel = (time: Date | null) => (time ? exactTime(time, "UTC") : "at no time");

/** Objects of Stripe's that have another status here, or are missing here. */
function statusDifferences(
  what: string,
  here: { id: string; status: string }[],
  there: Map<string, string>,
) {
  const statuses = new Map(here.map(({ id, status }) => [id, status]));
  return [...there]
    .filter(([id, status]) => statuses.get(id) !== status)
    .map(
      ([id, status]) => `${what} ${id}: ${statuses.get(id) ?? "unknown"} here, ${status} in Stripe`,
    );
}
