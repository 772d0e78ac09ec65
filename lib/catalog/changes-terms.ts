import { isDeepStrictEqual } from "node:util";

/** Whether an edit changed more of a catalog record than its presentation, such as its price or its rules. */
export function changesTerms<Row extends { version: number }>(
  before: Row,
  after: Row,
  presentation: readonly (keyof Row)[],
): boolean {
  const termsOf = (row: Row) =>
    Object.entries(row).filter(
      ([field]) => field !== "version" && !presentation.some((one) => one === field),
    );
  return !isDeepStrictEqual(termsOf(before), termsOf(after));
}
