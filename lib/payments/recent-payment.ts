import { type Context, requireCustomer } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { byPaidTime, recentSince } from "./checkout/paid-order";
import { findSamePayments } from "./checkout/same-payments";
import { isOpen } from "./facts/derive-status";
import type { PaidItem } from "./facts/paid-item";
import { readPayment } from "./read";
import type { PaymentView } from "./schemas";

type Item = Exclude<PaidItem, { kind: "deposit" }>;

/**
 * The customer's stored payment for this challenge or program that is processing or was paid within the hour; null for
 * none. A page shows it before a second payment is started.
 */
export async function findRecentPayment(
  ctx: Context,
  item: Item & { amountCents: bigint; currency: string },
): Promise<PaymentView | null> {
  const me = requireCustomer(ctx, "payments:read");
  const requested = { ...item, customerId: me.id, livemode: env().livemode };
  const found = await findSamePayments(ctx.db, requested, recentSince());
  const newest = found
    .filter(({ intentStatus }) => !isOpen(intentStatus))
    .toSorted(byPaidTime)
    .at(-1);
  return newest ? readPayment(ctx.db, me.id, newest.id) : null;
}
