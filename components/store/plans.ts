import { evaluationsOf, modelName } from "@/lib/catalog/product-name";
import { formatSize } from "@/lib/core/money";
import type { Offer } from "./offers";
import { type PhaseRow, ruleRows } from "./phase-rows";
import { afterPassing } from "./program-end";

/** Offers of a model with the same rules at every size. */
export interface Plan {
  /** Unique in the store. */
  id: string;
  /** `Two-step`; with its sizes or its name where the model has several plans. */
  title: string;
  /** Smallest accounts first. */
  offers: Offer[];
  /** Its rules, each phase's in a cell: without amounts where the plan has several sizes. */
  rows: PhaseRow[];
  /** What passing leads to. */
  note: string | null;
}

/** The offers by plan: first the models with fewer evaluations. */
export function plansOf(offers: readonly Offer[]): Plan[] {
  const groups = new Map<string, Offer[]>();
  for (const offer of [...offers].sort((a, b) => evaluationsOf(a) - evaluationsOf(b))) {
    const key = planKey(offer);
    groups.set(key, [...(groups.get(key) ?? []), offer]);
  }
  const all = [...groups.values()];
  return all.flatMap((own): Plan[] => {
    const [first] = own;
    if (!first) return [];
    const isOnly = all.every((other) => other === own || !isSameModel(other, own));
    const model = modelName(evaluationsOf(first));
    return [
      {
        id: first.id,
        title: isOnly ? model : titleAmong(own, model),
        offers: own,
        rows: mergeRows(own.map(rowsOf)),
        note: afterPassing(first.phases, first.price.cents),
      },
    ];
  });
}

const isSameModel = ([a]: Offer[], [b]: Offer[]): boolean =>
  a !== undefined && b !== undefined && evaluationsOf(a) === evaluationsOf(b);

/** A plan's title beside others of its model: the name of its only offer, else its sizes. */
function titleAmong(offers: Offer[], model: string): string {
  const [first, ...others] = offers;
  if (first && others.length === 0) return first.name;
  const sizes = offers.map(({ size, currency }) => formatSize(size, currency));
  return `${model}: ${new Intl.ListFormat("en").format(new Set(sizes))}`;
}

const rowsOf = ({ phases, size, currency }: Offer): PhaseRow[] =>
  ruleRows(phases, () => ({ size, currency }));

/**
 * Equal for offers whose rules differ at most in amounts of money. Rules that no row shows don't count, and neither does
 * what they cost.
 */
function planKey(offer: Offer): string {
  const rows = rowsOf(offer);
  return JSON.stringify(
    offer.phases.map(({ name, phase_type, rules }, i) => {
      const values = new Map(Object.entries(rules ?? {}));
      const own = rows.map(({ rule, cells }) => [rule, values.get(rule) ?? cells[i]?.share]);
      return [name, phase_type, own];
    }),
    (key, value) => (key.endsWith("cents") ? null : value),
  );
}

/** The rows of several sizes as one: what differs between them is in the rows of the offers. */
function mergeRows(ofOffers: PhaseRow[][]): PhaseRow[] {
  const [first = [], ...others] = ofOffers;
  if (others.length === 0) return first;
  return first.map((row, r) => ({
    ...row,
    cells: row.cells.map((cell, c) => {
      if (!cell) return null;
      const isSame = others.every((rows) => rows[r]?.cells[c]?.share === cell.share);
      return { share: isSame ? cell.share : "By size" };
    }),
  }));
}
