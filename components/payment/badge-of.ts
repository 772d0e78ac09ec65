import type { PaymentView } from "@/lib/payments/schemas";

interface Badge {
  status: string;
  label?: string;
}

/** The status badge of a payment. A deposit is complete once it is credited to the wallet, not once it is paid. */
export function badgeOf(
  { kind, status, dispute, credited_order, refund_failed }: PaymentView,
  declined: boolean,
): Badge {
  if (declined) return { status: "failed", label: "Declined" };
  if (refund_failed) return { status: "refund_failed" };
  if (dispute === "lost") return { status: "dispute_lost" };
  if (kind !== "deposit" || status !== "succeeded") return { status };
  return credited_order === null
    ? { status: "processing", label: "Processing" }
    : { status, label: "Credited" };
}
