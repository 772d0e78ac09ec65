import {
  LATE_SECONDS,
  paymentStage,
  type Stage,
  type Watch,
} from "@/components/checkout/complete/stage";
import type { DepositView } from "@/lib/payments/schemas";

/** The stages of a deposit: those of a card payment, with `creating` while the wallet is being credited. */
export type DepositStage = Exclude<
  Stage,
  "provisioning_failed" | "suspended" | "closed" | "rejected"
>;

/** Derives the stage from the payment. Only a credited deposit is ready. */
export function depositStage({ payment }: { payment: DepositView }, watch: Watch): DepositStage {
  const stage = paymentStage(payment, watch);
  if (stage !== "paid") return stage;
  if (payment.credited_order !== null) return "ready";
  return watch.sincePaid < LATE_SECONDS ? "creating" : "late";
}
