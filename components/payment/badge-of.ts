import type { PaymentView } from "@/lib/payments/schemas";

interface Badge {
  status: string;
  label?: string;
}

/** How a payment stands, for its badge. A deposit is done when it is in the wallet, and not when it is paid. */
export function badgeOf(
  { kind, status, dispute, credited_order }: PaymentView,
  declined: boolean,
): Badge {
  if (declined) return { status: "failed", label: "Declined" };
  if (dispute === "lost") return { status: "dispute_lost" };
  if (kind === "challenge" || status !== "succeeded") return { status };
  return credited_order === null
    ? { status: "processing", label: "Being credited" }
    : { status, label: "Credited" };
}
