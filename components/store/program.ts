import type { ProgramView, StepView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";

/** The page on which a program is bought. */
export const buyPath = (programId: number) => `/challenges/${programId}/buy`;

export const isBuyPath = (path: string) => /^\/challenges\/\d+\/buy$/.test(path);

/** The starting balance of a program's first account: `$100,000`. */
export const programSize = ({ steps: [first] }: ProgramView): string =>
  first ? formatSize(first.initial_balance, first.currency) : "";

/** A share of a phase's account in money: `5` of 100,000 → `$5,000`. */
export const phaseAmount = ({ initial_balance, currency }: StepView, pct: number): string =>
  formatSize((initial_balance * pct) / 100, currency);

export const isFunded = ({ phase_type }: StepView) => phase_type === 1;

/** The profit target of a phase: `+8%`, `No target`. */
export const phaseGoal = ({ profit_target_pct }: StepView): string =>
  profit_target_pct === null ? "No target" : `+${profit_target_pct}%`;

/** `30 days`, `1 day`. */
export const days = (count: number): string => (count === 1 ? "1 day" : `${count} days`);
