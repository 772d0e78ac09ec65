import { eq } from "drizzle-orm";
import { z } from "zod";
import { payments } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { listMoneyRequests } from "@/lib/money-requests";
import type { Fact } from "../schemas";
import { atStripe, idFact, money, status, text, time } from "./detail";

const movesMoney = z.object({ money_request_id: z.string() });

/**
 * The result of a movement of money that an admin requested. The audit entry is written before the request
 * is executed, so the result is read from the money request and the payment, both as they are now.
 */
export async function resultFacts(ctx: Context, after: unknown): Promise<Fact[]> {
  const { data: requested } = movesMoney.safeParse(after);
  if (!requested) return [];
  const [request] = await listMoneyRequests(ctx, { id: requested.money_request_id });
  if (!request) return [];
  const { kind, result, payment_id, settled_at } = request;
  const [payment] = payment_id
    ? await ctx.db
        .select({ status: payments.status, livemode: payments.livemode })
        .from(payments)
        .where(eq(payments.id, payment_id))
    : [];
  return [
    status("Status", request.status === "done" ? "booked" : request.status),
    money("Amount", BigInt(request.amount_cents), request.currency),
    kind === "refund"
      ? atStripe(result, payment?.livemode ?? true, idFact("Refund", result))
      : text("Order", result),
    text("Problem", request.problem),
    time("Completed", settled_at === null ? null : new Date(settled_at)),
    status("Payment status now", payment?.status ?? null),
  ];
}
