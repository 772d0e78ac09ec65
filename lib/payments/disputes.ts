import { asc, eq } from "drizzle-orm";
import { paymentDisputes } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { centsToJson } from "@/lib/core/money";
import { stripePage } from "@/lib/core/stripe-page";
import type { DisputeView } from "./schemas";

type Payment = { id: string; currency: string; livemode: boolean };

/** A dispute of a payment as an admin sees it. */
export const presentDispute = (
  { id, amountCents, reason, status, statusAt, dueBy }: typeof paymentDisputes.$inferSelect,
  payment: Payment,
): DisputeView => ({
  id,
  payment_id: payment.id,
  amount_cents: centsToJson(amountCents),
  currency: payment.currency,
  reason,
  status,
  status_at: statusAt.toISOString(),
  due_by: dueBy?.toISOString() ?? null,
  stripe_url: stripePage(id, payment.livemode),
});

/** The disputes and inquiries of a payment, oldest first. For admins. */
export async function listDisputes(ctx: Context, payment: Payment): Promise<DisputeView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select()
    .from(paymentDisputes)
    .where(eq(paymentDisputes.paymentId, payment.id))
    .orderBy(asc(paymentDisputes.createdAt));
  return rows.map((row) => presentDispute(row, payment));
}
