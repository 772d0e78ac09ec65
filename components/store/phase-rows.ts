import type { StepView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";
import { type PhaseRules, planRules, type RuleCell, ruleCells } from "./rule-cells";

/** A phase, as a program, a challenge and an account have it. */
export type ComparedPhase = PhaseRules &
  Pick<StepView, "phase_index" | "name" | "initial_balance" | "currency">;

/** A rule of a plan: its value in each phase, in order; null where a phase doesn't have it. */
export interface PhaseRow {
  rule: string;
  name: string;
  cells: (Pick<RuleCell, "share" | "amount"> | null)[];
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
  };
  const ofPhases = phases.map((phase) => ruleCells(phase, accountOf(phase)));
  const rules = planRules(phases, accountOf(first)).map(
    ({ rule, name }): PhaseRow => ({
      rule,
      name,
      cells: ofPhases.map((cells) => cells.find((cell) => cell.rule === rule) ?? null),
    }),
  );
  const rows = [account, ...rules];
  return {
    differing: rows.filter((row) => !isSame(row)),
    same: rows.filter(isSame),
  };
}

const accountOf = ({ initial_balance, currency }: ComparedPhase) => ({
  size: initial_balance,
  currency,
});

const isSame = ({ cells: [first, ...others] }: PhaseRow): boolean =>
  others.every((cell) => cell?.share === first?.share && cell?.amount === first?.amount);

export interface RuleText {
  rule: string;
  title: string;
  text: string;
}

/** The sentences that all phases have in common, and those that are left for each of them, in order. */
export function shareTexts(ofPhases: readonly RuleText[][]): {
  shared: RuleText[];
  own: RuleText[][];
} {
  const [first = [], ...others] = ofPhases;
  const isIn = (texts: RuleText[], { rule, text }: RuleText) =>
    texts.some((other) => other.rule === rule && other.text === text);
  const shared = first.filter((text) => others.every((texts) => isIn(texts, text)));
  return { shared, own: ofPhases.map((texts) => texts.filter((text) => !isIn(shared, text))) };
}
