import { days, phaseAmount } from "@/components/store/program";
import type { StepView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";

interface Cell {
  value: string;
  /** The value in percent, shown under it. */
  note?: string;
}

export interface PhaseRow {
  name: string;
  /** One for each phase, in their order. */
  cells: Cell[];
}

const NONE: Cell = { value: "None" };
const NO_LIMIT: Cell = { value: "No limit" };
const ABSENT: Cell = { value: "–" };

/** The rules of a program's phases, a row for each rule that a phase has. */
export function phaseRows(steps: StepView[]): PhaseRow[] {
  const share = (step: StepView, pct: number | null, absent: Cell): Cell =>
    pct === null ? absent : { value: phaseAmount(step, pct), note: `${pct}%` };
  const count = (value: number | null, absent: Cell): Cell =>
    value ? { value: String(value) } : absent;
  const rule = (name: string, of: (step: StepView) => Cell): PhaseRow => ({
    name,
    cells: steps.map(of),
  });
  const rules = [
    rule("Account", (step) => ({ value: formatSize(step.initial_balance, step.currency) })),
    rule("Profit target", (step) => share(step, step.profit_target_pct, NONE)),
    rule("Max daily loss", (step) => share(step, step.max_daily_loss_pct, NO_LIMIT)),
    rule("Max total loss", (step) => share(step, step.max_total_loss_pct, NO_LIMIT)),
    rule("Time limit", (step) =>
      step.duration_days === null ? NONE : { value: days(step.duration_days) },
    ),
    rule("Min. trading days", (step) => count(step.min_trading_days, ABSENT)),
    rule("Max trading days", (step) => count(step.max_trading_days, ABSENT)),
    rule("Max positions", (step) => count(step.max_positions, ABSENT)),
  ];
  return rules.filter(({ cells }) => cells.some((cell) => cell !== ABSENT));
}
