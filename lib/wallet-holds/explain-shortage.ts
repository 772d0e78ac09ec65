import type { ShortageCause } from "@/lib/challenges/schemas";
import type { TakenBack } from "@/lib/payments";
import { type Lot, unpaidOf } from "./attribute-fees";

/**
 * Why each operation that a deposit paid for is unpaid now: a lost dispute if it would be paid for without
 * that, else an open one, else a refund. Nothing of what a dispute that was won, or a refund that failed,
 * still lacks: that money is on its way back into the wallet.
 */
export function explainShortage(lot: Lot, taken: TakenBack): Map<number, ShortageCause> {
  const causes = new Map<number, ShortageCause>();
  const now = unpaidOf(lot);
  const withoutOpen = unpaidOf(lot, lot.creditedCents + taken.openCents);
  const withoutDisputes = unpaidOf(lot, lot.creditedCents + taken.openCents + taken.lostCents);
  for (const [order, cents] of now) {
    const onceDecided = withoutOpen.get(order) ?? 0n;
    const byRefund = withoutDisputes.get(order) ?? 0n;
    if (onceDecided > byRefund) causes.set(order, "dispute_lost");
    else if (cents > onceDecided) causes.set(order, "deposit_disputed");
    else if (taken.refundedCents > 0n) causes.set(order, "deposit_refunded");
  }
  return causes;
}
