import type { TierPhase } from "@/lib/catalog/schemas";
import { dailyLossKind, totalLossKind } from "@/lib/rules/texts";
import type { Offer } from "./offers";
import { isFunded } from "./program";
import { afterPassing } from "./program-end";
import { planRules, type RuleCell, ruleCells } from "./rule-cells";

/** The rules that have a column of the table after the target. */
const compared = [
  ["daily_loss", "Max daily loss"],
  ["total_loss", "Max total loss"],
  ["min_trading_days", "Min. trading days"],
  ["time_limit", "Time limit"],
] as const;

/** The names of the columns after the target. */
export const columnNames = compared.map(([, name]) => name);

/** An offer's rules, as the table of offers shows them. */
export interface OfferRules {
  /** The targets of its evaluations, in order. */
  targets: { phase: number; target: RuleCell }[];
  /** In the order of `columnNames`. */
  columns: RuleCell[];
  /** What the numbers don't say, in sentences: the kinds of the losses, the other rules, what passing leads to. */
  notes: string[];
}

export function offerRules({ phases, size, currency, price }: Offer): OfferRules {
  const account = { size, currency };
  const cells = planRules(phases, account);
  const inColumns: string[] = ["profit_target", ...compared.map(([rule]) => rule)];
  const others = cells.filter(({ rule }) => !inColumns.includes(rule));
  return {
    targets: phases
      .filter((phase) => !isFunded(phase))
      .flatMap((phase) => {
        const target = ruleCells(phase, account).find(({ rule }) => rule === "profit_target");
        return target ? { phase: phase.phase_index, target } : [];
      }),
    columns: compared.map(
      ([rule, name]) => cells.find((cell) => cell.rule === rule) ?? { rule, name, share: "None" },
    ),
    notes: [
      ...kindNotes(
        "Daily loss",
        phases,
        ({ rules }) => rules?.daily_loss && dailyLossKind(rules.daily_loss),
      ),
      ...kindNotes(
        "Total loss",
        phases,
        ({ rules }) => rules?.total_loss && totalLossKind(rules.total_loss),
      ),
      ...others.map(({ name, share }) => `${name}: ${share.toLowerCase()}.`),
      afterPassing(phases, price.cents),
    ].filter((note) => note !== null),
  };
}

type KindOf = (phase: TierPhase) => string | null | undefined;

/** The kind of a loss: one note where all phases that limit it have the same, else one for each phase. */
function kindNotes(name: string, phases: readonly TierPhase[], kindOf: KindOf): string[] {
  const kinds = phases.flatMap((phase) => {
    const kind = kindOf(phase);
    return kind ? { phase: phase.phase_index, kind } : [];
  });
  const [first] = kinds;
  if (!first) return [];
  if (kinds.every(({ kind }) => kind === first.kind)) return [`${name}: ${first.kind}.`];
  return kinds.map(({ phase, kind }) => `${name}, phase ${phase}: ${kind}.`);
}

/** The notes that all have, so that they are said once. */
export const sharedNotes = (all: { notes: string[] }[]): string[] =>
  (all[0]?.notes ?? []).filter((note) => all.every(({ notes }) => notes.includes(note)));
