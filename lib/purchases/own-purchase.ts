import { and, eq } from "drizzle-orm";
import { purchases } from "@/db/schema";
import type { Purchase } from "@/lib/challenges";
import { addLogFields, type Context, requireCustomer } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";

/** One of the customer's own purchases. Throws NOT_FOUND. */
export async function ownPurchase(ctx: Context, id: number): Promise<Purchase> {
  const me = requireCustomer(ctx);
  const [row] = await ctx.db
    .select()
    .from(purchases)
    .where(and(eq(purchases.id, id), eq(purchases.customerId, me.id)));
  if (!row) throw notFound("purchase");
  addLogFields(ctx, { purchase_id: id });
  return row;
}
