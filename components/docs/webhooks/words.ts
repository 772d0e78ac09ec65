const units = [
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** `300` → `5 minutes`: a wait of whole units. */
export function waitWords(seconds: number): string {
  const [size, name] = units.find(([unit]) => seconds % unit === 0) ?? [1, "second"];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** `["a", "b", "c"]` → `a, b and c`. */
export const listWords = (words: string[]): string => new Intl.ListFormat("en-GB").format(words);
