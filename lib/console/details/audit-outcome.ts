import { eq } from "drizzle-orm";
import { z } from "zod";
import { payments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { listMoneyRequests } from "@/lib/money-requests";
import type { Fact } from "../schemas";
import { atStripe, idFact, money, status, text, time } from "./detail";

const movesMoney = z.object({ money_request_id: z.string() });

/**
 * What came of money that an admin wanted moved. The entry was written before anybody was asked, so that
 * only the request and the payment know: both as they stand now.
 */
export async function outcomeFacts(ctx: Context, after: unknown): Promise<Fact[]> {
  const { data: wish } = movesMoney.safeParse(after);
  if (!wish) return [];
  const [request] = await listMoneyRequests(ctx, { id: wish.money_request_id });
  if (!request) return [];
  const { kind, result, payment_id, settled_at } = request;
  const [payment] = payment_id
    ? await ctx.db
        .select({ status: payments.status, livemode: payments.livemode })
        .from(payments)
        .where(eq(payments.id, payment_id))
    : [];
  return [
    status("It is", request.status === "done" ? "booked" : request.status),
    money("Amount", BigInt(request.amount_cents), request.currency),
    kind === "refund"
      ? atStripe(result, payment?.livemode ?? true, idFact("Refund", result))
      : text("Order", result),
    text("Problem", request.problem),
    time("Answered", settled_at === null ? null : new Date(settled_at)),
    status("The payment is now", payment?.status ?? null),
  ];
}
