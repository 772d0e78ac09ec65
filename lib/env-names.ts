/** A shorter name may be any program's. */
const SHORTEST = 6;

/**
 * Names in a set of settings that are none of ours, and each the nearly same name of ours that isn't set:
 * misspelled, or in other capitals. A name of ours that is set wasn't meant by another.
 */
export function misspelledNames(
  set: Record<string, string | undefined>,
  ours: readonly string[],
): { name: string; meant: string }[] {
  const isSet = (name: string) => Boolean(set[name]?.trim());
  const unset = ours.filter((name) => !isSet(name) && name.length >= SHORTEST);
  return Object.keys(set)
    .filter((name) => isSet(name) && !ours.includes(name))
    .flatMap((name) => {
      const meant = unset.find((known) => isMisspelled(name.toUpperCase(), known));
      return meant === undefined ? [] : [{ name, meant }];
    });
}

/** One difference may be a slip of the finger; in a long name two. */
const isMisspelled = (name: string, known: string): boolean => {
  const allowed = known.length < 12 ? 1 : 2;
  return Math.abs(name.length - known.length) <= allowed && distance(name, known) <= allowed;
};

/** How many characters are missing, added, changed or swapped with their neighbor (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const [above = [], twoAbove = []] = [rows[i - 1], rows[i - 2]];
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const at = (values: number[], k: number) => values[k] ?? Number.POSITIVE_INFINITY;
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(above, j) + 1,
          at(row, j - 1) + 1,
          at(above, j - 1) + (isSame ? 0 : 1),
          isSwapped ? at(twoAbove, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
