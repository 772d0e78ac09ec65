import type { StepView } from "@/lib/catalog/schemas";

/** `1 of 3: Evaluation`; only the number where the phases aren't known. */
export function phaseLabel(index: number, steps: Pick<StepView, "phase_index" | "name">[]): string {
  const step = steps.find((it) => it.phase_index === index);
  return step ? `${index} of ${steps.length}: ${step.name}` : String(index);
}
