import type { Step, StepState } from "@/components/ui/steps";
import type { DepositView } from "@/lib/payments/schemas";
import type { DepositStage } from "./stage";

const states: Record<DepositStage, [payment: StepState, credit: StepState]> = {
  checking: ["current", "waiting"],
  confirming: ["current", "waiting"],
  unconfirmed: ["late", "waiting"],
  authentication: ["current", "waiting"],
  unfinished: ["waiting", "waiting"],
  declined: ["failed", "waiting"],
  canceled: ["failed", "waiting"],
  processing: ["current", "waiting"],
  creating: ["done", "current"],
  late: ["done", "late"],
  ready: ["done", "done"],
  disputed: ["done", "done"],
  dispute_lost: ["done", "done"],
  refunded: ["done", "done"],
};

/** The steps of a deposit: the card payment, then the credit of the wallet with its order. */
export function depositSteps(stage: DepositStage, payment: DepositView): Step[] {
  const [paid, credited] = states[stage];
  const { paid_at, login, credited_order } = payment;
  const steps: Step[] = [
    { title: paid === "done" ? "Payment received" : "Payment", state: paid, at: paid_at },
  ];
  // Refunded or disputed before it was credited: there is no credit to show.
  if (credited === "done" && credited_order === null) return steps;
  return [
    ...steps,
    {
      title: credited === "done" ? `Added to wallet ${login}` : `Add to wallet ${login}`,
      state: credited,
      detail: credited_order !== null && `Reference ${credited_order}`,
    },
  ];
}
