import { presentPurchase, readPaymentRefunds } from "@/lib/challenges";
import type { PurchaseView } from "@/lib/challenges/schemas";
import { type Context, requireCustomer } from "@/lib/core/context";
import { ownPurchase } from "./own-purchase";

/** Reads one of the customer's own purchases. Throws SCOPE_MISSING and NOT_FOUND. */
export async function getPurchase(ctx: Context, id: number): Promise<PurchaseView> {
  requireCustomer(ctx, "accounts:read");
  const purchase = await ownPurchase(ctx, id);
  return presentPurchase(purchase, await readPaymentRefunds(ctx.db, [purchase]));
}
