import { marketName } from "@/lib/core/format";

interface Plan {
  phases: readonly { phase_type: 0 | 1 }[];
}

/** The number of evaluations that are passed one after another; 0 if the first account is funded. */
export const evaluationsOf = ({ phases }: Plan): number =>
  phases.filter(({ phase_type }) => phase_type === 0).length;

export const modelNumbers = ["One", "Two", "Three", "Four", "Five"] as const;

/** A model by its number of evaluations: `Instant`, `One-step`, `Two-step`. */
export const modelName = (evaluations: number): string =>
  evaluations === 0 ? "Instant" : `${modelNumbers[evaluations - 1] ?? evaluations}-step`;

/** A name that is a size alone: `50K`, `$50,000`, `1.5M`. */
export const SIZE_NAME = "^[$€£]?[0-9][0-9., ]*[KkMm]?$";
const sizeName = new RegExp(SIZE_NAME);

interface Product extends Plan {
  name: string;
  /** Where the buyer chose one. */
  market?: string;
}

/**
 * The name of what is sold: `One-step 50K`, `One-step 50K, Crypto`. A name that is a size alone gets its model; without
 * phases, as purchases from before they were stored, it is `50K challenge`. Any other name is used as it is.
 */
export function productName({ name, phases, market }: Product): string {
  const isSize = sizeName.test(name);
  const withModel =
    phases.length > 0 ? `${modelName(evaluationsOf({ phases }))} ${name}` : `${name} challenge`;
  const place = market === undefined ? "" : `, ${marketName(market)}`;
  return `${isSize ? withModel : name}${place}`;
}

/** A payment for a tier, or the account that it bought. */
interface SoldTier {
  tier_id: string;
  market: string;
  /** Null from before terms were stored. */
  tier_terms: Omit<Product, "market"> | null;
}

/** The name of a bought tier, by its stored terms; where it has none, of the tier's name today, or of its id. */
export const soldTierName = (
  { tier_id, market, tier_terms: terms }: SoldTier,
  tierName: string | null = null,
): string =>
  productName({ ...(terms ?? { name: tierName ?? nameOfId(tier_id), phases: [] }), market });

const nameOfId = (tierId: string) => tierId.replace(/^tier_/, "").toUpperCase();

type PaidItem =
  | (SoldTier & { kind: "challenge" })
  | { kind: "program"; program_name: string }
  | { kind: "deposit"; login: number };

/** The subject of a payment: `One-step 25K, Crypto`, `Two-step 100K`, or `Wallet top-up · 100001`. */
export function paymentName(payment: PaidItem, tierName: string | null = null): string {
  switch (payment.kind) {
    case "deposit":
      return topUpName(payment.login);
    case "program":
      return payment.program_name;
    case "challenge":
      return soldTierName(payment, tierName);
  }
}

/** `Wallet top-up · 100001`. */
export const topUpName = (login: number) => `Wallet top-up · ${login}`;
