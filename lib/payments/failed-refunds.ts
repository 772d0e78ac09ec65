import { and, asc, eq } from "drizzle-orm";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import { centsToJson } from "@/lib/core/money";
import { hasRefundFailed, notReturnedCents } from "./facts/derive-status";
import type { FailedRefundView } from "./schemas";

/**
 * The refunds of one of the customer's own payments that failed or were canceled, oldest first; none for
 * another customer's payment. All count as handled once the customer has the whole payment back.
 */
export async function listFailedRefunds(ctx: Context, id: string): Promise<FailedRefundView[]> {
  const me = requireCustomer(ctx, "payments:read");
  const [payment] = await ctx.db
    .select()
    .from(payments)
    .where(and(eq(payments.id, id), eq(payments.customerId, me.id)));
  if (!payment) return [];
  const refunds = await ctx.db
    .select()
    .from(paymentRefunds)
    .where(eq(paymentRefunds.paymentId, id))
    .orderBy(asc(paymentRefunds.createdAt));
  const failed = refunds.filter(hasRefundFailed);
  if (failed.length === 0) return [];
  const disputes = await ctx.db
    .select()
    .from(paymentDisputes)
    .where(eq(paymentDisputes.paymentId, id));
  const isReturned = notReturnedCents(payment, refunds, disputes) === 0n;
  return failed.map(({ status, amountCents, acknowledgedAt }) => ({
    status: status === "failed" ? "failed" : "canceled",
    amount_cents: centsToJson(amountCents),
    is_handled: isReturned || acknowledgedAt !== null,
  }));
}
