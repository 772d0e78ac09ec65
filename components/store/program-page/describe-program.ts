import { formatSize } from "@/lib/core/money";
import { describeRuleSet } from "@/lib/rules/texts";
import type { Offer } from "../offers";
import { isForSale, priceText } from "./program-offers";

/** The title of a program's page, for tabs and search results. */
export const programTitle = (name: string): string => `${name}: rules and price`;

/** An offer in a few sentences, for search results: its size, its price and the rules of its first phase. */
export function describeProgram(offer: Offer): string {
  const { phases, size, currency, price } = offer;
  const [first] = phases;
  const cost = price.cents === 0 ? "free of charge" : `for ${priceText(offer)}, paid once`;
  const account = formatSize(size, currency);
  const type = first?.phase_type === 1 ? "funded" : "evaluation";
  return [
    !isForSale(offer)
      ? `A trading challenge of ${account}.`
      : `A trading challenge of ${account} ${cost}.`,
    phases.length > 1 ? `${phases.map(({ name }) => name).join(", ")}.` : "",
    first?.rules ? `${first.name}: ${describeRuleSet(first.rules, currency, type)}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
