import { type Context, requireCustomer } from "@/lib/context";
import { env } from "@/lib/env";
import type { Bought } from "./bought";
import { isOpen } from "./derive-status";
import { byPaidTime, recentSince } from "./newer-payment";
import { findSamePayments } from "./open-payment";
import { readPayment } from "./read";
import type { PaymentView } from "./schemas";

type Challenge = Extract<Bought, { kind: "challenge" }>;

/**
 * The customer's payment for this challenge that is processing or was paid within the hour, as our
 * books have it; null for none. For a page that asks before a second one is started.
 */
export async function findRecentPayment(
  ctx: Context,
  challenge: Challenge & { amountCents: bigint; currency: string },
): Promise<PaymentView | null> {
  const me = requireCustomer(ctx, "payments:read");
  const wanted = { ...challenge, customerId: me.id, livemode: env().livemode };
  const found = await findSamePayments(ctx.db, wanted, recentSince());
  const newest = found
    .filter(({ intentStatus }) => !isOpen(intentStatus))
    .toSorted(byPaidTime)
    .at(-1);
  return newest ? readPayment(ctx.db, me.id, newest.id) : null;
}
