import { describePurchase } from "@/components/challenge/describe-purchase";
import { StatusBadge } from "@/components/ui/status-badge";
import type { PurchaseView } from "@/lib/challenges/schemas";

/** The status of a purchase that has no challenge. */
export function PurchaseBadge({ purchase }: { purchase: PurchaseView }) {
  const { status, label } = describePurchase(purchase);
  return <StatusBadge status={status} label={label} />;
}
