const units = [
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** `300` → `5 minutes`, in the largest unit that divides the seconds. */
export function formatWait(seconds: number): string {
  const [size, name] = units.find(([unit]) => seconds % unit === 0) ?? [1, "second"];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** `6000` → `6,000`. */
export const formatCount = (count: number): string => count.toLocaleString("en-US");

/** `["a", "b", "c"]` → `a, b and c`. */
export const formatList = (items: string[]): string => new Intl.ListFormat("en-GB").format(items);
