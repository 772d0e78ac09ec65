import { formatSize } from "@/lib/core/money";
import { amountOf, openPhase } from "@/lib/rules";
import { describeEquity, type ExamplePhase } from "./describe-equity";
import { type JudgedInstant, judgeEquity, type LossRule } from "./judge-equity";

/** The amounts of the picture, in minor units. */
export interface ExampleScale {
  low: number;
  high: number;
  step: number;
  /** Where the example begins. */
  start: number;
}

/** A balance that a trading day of the example starts with. */
export interface DayStart {
  /** In minor units. */
  amount: number;
  text: string;
}

/** A worked example: what happens at an equity. */
export interface WorkedRow {
  name: string;
  equity: string;
  text: string;
}

const levelsOf = ({ rules, initial }: ExamplePhase) => {
  const { daily, total } = openPhase(rules, { initial, at: 0 });
  return {
    daily: daily?.floor ?? null,
    total: total?.floor ?? null,
    target: rules.profit_target && initial + amountOf(rules.profit_target.amount, initial),
  };
};

/** What the picture spans: all levels with some room; null for a phase that has neither a floor nor a target. */
export function exampleScale(phase: ExamplePhase): ExampleScale | null {
  const { initial } = phase;
  const { daily, total, target } = levelsOf(phase);
  const levels = [daily, total, target].filter((level) => level !== null);
  if (levels.length === 0) return null;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(initial)) - 3);
  const lowest = Math.min(initial, ...levels);
  const highest = Math.max(initial, ...levels);
  const room = (highest - lowest) * 0.16;
  const rounded = (amount: number) => Math.round(amount / step) * step;
  const floors = [daily, total].filter((level) => level !== null);
  const start =
    floors.length > 0
      ? initial - (initial - Math.max(...floors)) * 0.4
      : initial + (highest - initial) * 0.4;
  return {
    low: Math.max(0, rounded(lowest - room)),
    high: rounded(highest + room),
    step,
    start: rounded(start),
  };
}

/**
 * Days to compare: the first one, and a second one after a profit and after a loss, which have floors of their own. The
 * profit is below any target, and the loss above any floor.
 */
export function dayStarts(phase: ExamplePhase, { step, low, high }: ExampleScale): DayStart[] {
  const { initial, currency } = phase;
  const { daily, total, target } = levelsOf(phase);
  const floors = [daily, total].filter((level) => level !== null);
  const rounded = (amount: number) => Math.round(amount / step / 10) * step * 10;
  const profit = rounded(initial + ((target ?? high) - initial) * 0.4);
  const loss = rounded(initial - (initial - Math.max(low, ...floors)) * 0.4);
  return [...new Set([initial, profit, loss])].map((amount) => ({
    amount,
    text: formatSize(amount / 100, currency),
  }));
}

/** What happens around each floor and at the target, for readers without the slider. */
export function workedRows(phase: ExamplePhase): WorkedRow[] {
  const { daily, total, target } = levelsOf(phase);
  const row = (name: string, equity: number, isOpen = true): WorkedRow => {
    const { equity: amount, headline } = describeEquity(phase, {
      dayStart: phase.initial,
      equity,
      isOpen,
    });
    return { name, equity: amount, text: headline };
  };
  return [
    ...(daily === null ? [] : around("daily_loss", daily, phase, row)),
    ...(total === null ? [] : around("total_loss", total, phase, row)),
    ...(target === null ? [] : [row("At the profit target, positions closed", target, false)]),
  ];
}

/** At a floor, and the first amount below it where the floor itself is allowed. None if another floor decides before it. */
function around(
  rule: LossRule,
  floor: number,
  phase: ExamplePhase,
  row: (name: string, equity: number) => WorkedRow,
): WorkedRow[] {
  const name = rule === "daily_loss" ? "daily floor" : "total floor";
  const eventAt = (equity: number) =>
    judgeEquity({ ...phase, dayStart: phase.initial, equity, isOpen: true }).event;
  const decides = (event: JudgedInstant["event"]) => "rule" in event && event.rule === rule;
  if (decides(eventAt(floor))) return [row(`Exactly the ${name}`, floor)];
  return eventAt(floor).kind === "none" && decides(eventAt(floor - 1))
    ? [row(`Exactly the ${name}`, floor), row(`Just below the ${name}`, floor - 1)]
    : [];
}
