export type Brand = "visa" | "mastercard" | "amex" | "unknown";

type BrandRules = {
  readonly pattern: RegExp;
  readonly groups: readonly number[];
  readonly cvcLength: number;
};

const fours = [4, 4, 4, 4];

const rules: Record<Brand, BrandRules> = {
  visa: { pattern: /^4/, groups: fours, cvcLength: 3 },
  mastercard: {
    pattern: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    groups: fours,
    cvcLength: 3,
  },
  amex: { pattern: /^3[47]/, groups: [4, 6, 5], cvcLength: 4 },
  unknown: { pattern: /^/, groups: fours, cvcLength: 3 },
};

/** The brand of a card number, by its first digits. */
export function brandOf(number: string): Brand {
  const brands: readonly Brand[] = ["visa", "mastercard", "amex"];
  return brands.find((brand) => rules[brand].pattern.test(number)) ?? "unknown";
}

/** How a brand groups its digits: Visa 4-4-4-4, American Express 4-6-5. */
export function groupsOf(brand: Brand): readonly number[] {
  return rules[brand].groups;
}

/** Digits in a whole card number of the brand. */
export function numberLength(brand: Brand): number {
  return groupsOf(brand).reduce((sum, length) => sum + length, 0);
}

/** Digits in the brand's security code. */
export function cvcLength(brand: Brand): number {
  return rules[brand].cvcLength;
}
