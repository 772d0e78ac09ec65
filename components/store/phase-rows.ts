import type { StepView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";
import { dailyLossKind, totalLossKind } from "@/lib/rules/texts";
import { type Account, type PhaseRules, planRules, type RuleCell, ruleCells } from "./rule-cells";

/** A phase, as a program, a challenge and an account have it. */
export type ComparedPhase = PhaseRules &
  Pick<StepView, "phase_index" | "name" | "initial_balance" | "currency">;

/** A rule of a plan: its value in each phase, in order; null where a phase doesn't have it. */
export interface PhaseRow {
  rule: string;
  name: string;
  cells: (Pick<RuleCell, "share" | "amount"> | null)[];
  /** What kind of loss each phase limits, in a line; null for other rules. */
  kinds: (string | null)[];
}

/** The rules of a plan's phases, apart by whether all phases have the same. Those of a single phase all count as the same. */
export function phaseRows(phases: readonly ComparedPhase[]): {
  differing: PhaseRow[];
  same: PhaseRow[];
} {
  const [first] = phases;
  if (!first) return { differing: [], same: [] };
  const account: PhaseRow = {
    rule: "account",
    name: "Account",
    cells: phases.map(({ initial_balance, currency }) => ({
      share: formatSize(initial_balance, currency),
    })),
    kinds: phases.map(() => null),
  };
  const rows = [account, ...ruleRows(phases, accountOf)];
  return {
    differing: rows.filter((row) => !isSame(row)),
    same: rows.filter(isSame),
  };
}

/** The rules of a plan, each with its value in every phase for the phase's account. */
export function ruleRows<P extends PhaseRules>(
  phases: readonly P[],
  accountOf: (phase: P) => Account,
): PhaseRow[] {
  const [first] = phases;
  if (!first) return [];
  const ofPhases = phases.map((phase) => ruleCells(phase, accountOf(phase)));
  return planRules(phases, accountOf(first)).map(({ rule, name }) => ({
    rule,
    name,
    cells: ofPhases.map((cells) => cells.find((cell) => cell.rule === rule) ?? null),
    kinds: phases.map((phase) => lossKind(phase, rule)),
  }));
}

function lossKind({ rules }: PhaseRules, rule: string): string | null {
  if (rule === "daily_loss" && rules?.daily_loss) return dailyLossKind(rules.daily_loss);
  if (rule === "total_loss" && rules?.total_loss) return totalLossKind(rules.total_loss);
  return null;
}

const accountOf = ({ initial_balance, currency }: ComparedPhase) => ({
  size: initial_balance,
  currency,
});

const isSame = ({ cells: [first, ...others] }: PhaseRow): boolean =>
  others.every((cell) => cell?.share === first?.share && cell?.amount === first?.amount);
