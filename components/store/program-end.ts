import type { StepView } from "@/lib/catalog/schemas";
import { isFunded } from "./program";

/**
 * The phases with the program's profit split at the last one, where none has its own: every page says
 * the same of it.
 */
export function withSplit<S extends StepView>(steps: S[], split: number | null): S[] {
  if (steps.some(({ profit_split }) => profit_split !== null)) return steps;
  return steps.map((step, i) => (i === steps.length - 1 ? { ...step, profit_split: split } : step));
}

/** How a program ends that has no funded phase, as a sentence; null where it has one. */
export function endWords(steps: StepView[]): string | null {
  const last = steps.at(-1);
  if (!last || steps.some(isFunded)) return null;
  return `There is no funded phase: it is complete when phase ${last.phase_index} is passed.`;
}
