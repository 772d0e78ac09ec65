import { evaluationsOf, modelName } from "@/lib/catalog/product-name";
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
  ["min_trading_days", "Min. days"],
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
    columns: compared.map(([rule, name]) => ({
      share: "None",
      ...cells.find((cell) => cell.rule === rule),
      rule,
      name,
    })),
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

interface NotedOffer {
  offer: Offer;
  notes: string[];
}

/** Notes that are said once, and those that are left for each offer. */
export function shareNotes<T extends NotedOffer>(all: T[]): { shared: string[]; rows: T[] } {
  const ofAll = commonNotes(all);
  const left = withoutNotes(all, ofAll);
  const byModel = [...new Set(all.map(({ offer }) => evaluationsOf(offer)))].map((model) => {
    const isOfModel = ({ offer }: T) => evaluationsOf(offer) === model;
    return { model, isOfModel, notes: commonNotes(left.filter(isOfModel)) };
  });
  return {
    shared: [
      ...ofAll,
      ...byModel.flatMap(({ model, notes }) => notes.map((note) => `${modelName(model)}: ${note}`)),
    ],
    rows: left.map((row) => {
      const model = byModel.find(({ isOfModel }) => isOfModel(row));
      return { ...row, notes: row.notes.filter((note) => !model?.notes.includes(note)) };
    }),
  };
}

const commonNotes = (all: { notes: string[] }[]): string[] =>
  (all[0]?.notes ?? []).filter((note) => all.every(({ notes }) => notes.includes(note)));

const withoutNotes = <T extends { notes: string[] }>(all: T[], said: string[]): T[] =>
  all.map((row) => ({ ...row, notes: row.notes.filter((note) => !said.includes(note)) }));
