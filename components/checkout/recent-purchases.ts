import type { ChallengePaymentView, PaymentView } from "@/lib/payments/schemas";

const RECENT_MS = 3600 * 1000;

/** A payment for the same tier and market that is being processed, or was paid within the hour. */
export function findRecentPurchase(
  payments: PaymentView[],
  tierId: string,
  market: string,
  now: Date = new Date(),
): ChallengePaymentView | null {
  const isRecent = ({ status, paid_at }: PaymentView) =>
    status === "processing" ||
    (status === "succeeded" && paid_at !== null && now.getTime() - Date.parse(paid_at) < RECENT_MS);
  return (
    payments
      .filter((it) => it.kind === "challenge")
      .find((it) => it.tier_id === tierId && it.market === market && isRecent(it)) ?? null
  );
}
