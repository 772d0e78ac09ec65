/** A shorter name may be that of another program. */
const MIN_LENGTH = 6;

/**
 * Names in `set` that are no setting, each with the unset setting whose name is nearly the same: misspelled, or in other
 * capitals. A setting that is set can't be what another name means.
 */
export function misspelledNames(
  set: Record<string, string | undefined>,
  settingNames: readonly string[],
): { name: string; meant: string }[] {
  const isSet = (name: string) => Boolean(set[name]?.trim());
  const unset = settingNames.filter((name) => !isSet(name) && name.length >= MIN_LENGTH);
  return Object.keys(set)
    .filter((name) => isSet(name) && !settingNames.includes(name))
    .flatMap((name) => {
      const meant = unset.find((settingName) => isMisspelled(name.toUpperCase(), settingName));
      return meant === undefined ? [] : [{ name, meant }];
    });
}

/** Whether a name differs from a setting's by one typing error, or two in a long name. */
const isMisspelled = (name: string, settingName: string): boolean => {
  const allowed = settingName.length < 12 ? 1 : 2;
  return (
    Math.abs(name.length - settingName.length) <= allowed &&
    distance(name, settingName, allowed) <= allowed
  );
};

/**
 * How many characters are missing, added, changed or swapped with their neighbor (optimal string alignment). If it is
 * more than `most`, some number above `most`.
 */
function distance(a: string, b: string, most: number): number {
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
    // No later number is below all of two successive rows.
    if (Math.min(...above, ...row) > most) return most + 1;
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
