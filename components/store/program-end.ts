import type { StepView } from "@/lib/catalog/schemas";
import { afterPassingAccount } from "./after-passing-account";
import { isFunded } from "./program";

/**
 * What follows when a program's phases are passed, as a sentence: later phases aren't opened and nothing is
 * paid out yet. Null for a trial, which has one phase and no fee.
 */
export function afterPassing(
  steps: readonly Pick<StepView, "phase_type">[],
  price: number,
): string | null {
  if (steps.length > 1 || steps.some(isFunded)) {
    return "You start with phase 1. Later phases and payouts aren't available yet.";
  }
  return price === 0 ? null : afterPassingAccount;
}
