import type { StepView } from "@/lib/catalog/schemas";
import { isFunded } from "./program";

/** What passing a single account leads to: nothing is paid out yet, whatever the catalog says of a split. */
export const afterPassingAccount =
  "Passing completes the challenge. No funded account or payout follows yet.";

/**
 * What passing a program's phases leads to, as a sentence: later phases aren't opened and nothing is
 * paid out yet. Null for a trial, which has one phase and no fee.
 */
export function afterPassing(steps: StepView[], price: number): string | null {
  if (steps.length > 1 || steps.some(isFunded)) {
    return "You start with phase 1. Later phases and payouts aren't available yet.";
  }
  return price === 0 ? null : afterPassingAccount;
}
