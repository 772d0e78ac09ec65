import type { BoughtProgramView, ProgramView, StepView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";

/** The page on which a program is bought. */
export const buyPath = (programId: number) => `/challenges/${programId}/buy`;

/** The page about a program: its canonical address. */
export const programPath = ({ slug }: Pick<ProgramView, "slug">) => `/programs/${slug}`;

export const isBuyPath = (path: string) => /^\/challenges\/\d+\/buy$/.test(path);

/** The starting balance of a program's first account: `$100,000`. */
export const programSize = ({ steps: [first] }: Pick<BoughtProgramView, "steps">): string =>
  first ? formatSize(first.initial_balance, first.currency) : "";

export const isFunded = ({ phase_type }: Pick<StepView, "phase_type">) => phase_type === 1;

/** The profit target of a phase: `+8%`, `$2,000.00`, `No target`. */
export function phaseGoal({ profit_target_pct, rules, rules_text }: StepView): string {
  if (profit_target_pct !== null) return `+${profit_target_pct}%`;
  const text = rules_text.find(({ rule }) => rule === "profit_target");
  return rules?.profit_target && text ? text.short : "No target";
}

/** `30 days`, `1 day`. */
export const days = (count: number): string => (count === 1 ? "1 day" : `${count} days`);
