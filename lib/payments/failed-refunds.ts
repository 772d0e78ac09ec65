import { and, asc, eq, inArray } from "drizzle-orm";
import { paymentRefunds, payments } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/context";
import { centsToJson } from "@/lib/money";
import type { FailedRefundView } from "./schemas";

/** The refunds of one of the customer's own payments that failed or were canceled, oldest first. */
export async function listFailedRefunds(ctx: Context, id: string): Promise<FailedRefundView[]> {
  const me = requireCustomer(ctx, "payments:read");
  const rows = await ctx.db
    .select({ refund: paymentRefunds })
    .from(paymentRefunds)
    .innerJoin(payments, eq(payments.id, paymentRefunds.paymentId))
    .where(
      and(
        eq(payments.id, id),
        eq(payments.customerId, me.id),
        inArray(paymentRefunds.status, ["failed", "canceled"]),
      ),
    )
    .orderBy(asc(paymentRefunds.createdAt));
  return rows.map(({ refund }) => ({
    status: refund.status === "failed" ? "failed" : "canceled",
    amount_cents: centsToJson(refund.amountCents),
    is_handled: refund.acknowledgedAt !== null,
  }));
}
