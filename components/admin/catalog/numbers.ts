/** What stands in a field for numbers: nothing, or what was typed. */
export type Typed = number | string;

/** A typed number; null for an empty field, which is no limit where there may be none. */
export function numberOf(typed: Typed): number | null {
  const number = typed === "" ? Number.NaN : Number(typed);
  return Number.isFinite(number) ? number : null;
}

/** Typed units of a currency as minor units. */
export function centsOf(typed: Typed): number | null {
  const units = numberOf(typed);
  return units === null ? null : Math.round(units * 100);
}

export const typedCents = (cents: number): Typed => cents / 100;
export const typedNumber = (number: number | null): Typed => number ?? "";
