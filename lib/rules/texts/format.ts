import type { Amount } from "../schemas";
import type { TextContext } from "./context";

/** `500` → `5%`, `1250` → `12.5%`. Hundredths of a percent in. */
export const percent = (hundredths: number): string => `${hundredths / 100}%`;

/** `1, "day"` → `1 day`, `30, "day"` → `30 days`. */
export const count = (number: number, noun: string): string =>
  `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;

const firstOrdinals = ["first", "second", "third", "fourth", "fifth"];

/** `3` → `third`, `21` → `21st`. */
export function ordinal(number: number): string {
  const suffixes: Record<string, string> = { one: "st", two: "nd", few: "rd" };
  const kind = new Intl.PluralRules("en", { type: "ordinal" }).select(number);
  return firstOrdinals[number - 1] ?? `${number}${suffixes[kind] ?? "th"}`;
}

/** `["BTCUSD", "ETHUSD"]` → `BTCUSD and ETHUSD`. */
export const list = (items: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(items);

/** The name of a time zone in a sentence: `America/New_York` → `New York time`, `Etc/GMT-2` → `UTC+2`. */
export function zoneName(zone: string): string {
  const fixed = /^Etc\/GMT([+-])(\d+)$/.exec(zone);
  // In these names the sign is the other way round.
  if (fixed) return `UTC${fixed[1] === "+" ? "−" : "+"}${fixed[2]}`;
  if (!zone.includes("/") || zone.startsWith("Etc/")) return zone.replace("Etc/", "");
  return `${zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ")} time`;
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** `5` → `Friday`. 1 is Monday. */
export const weekdayName = (weekday: number): string => weekdays[weekday - 1] ?? "";

/** An amount in a few words: `8% of the initial balance`, `$2,000.00`. */
export const amountText = (amount: Amount, { money }: Pick<TextContext, "money">): string =>
  "cents" in amount
    ? money(amount.cents)
    : `${percent(amount.pct_of_initial)} of the initial balance`;

/** `equity` → `Equity`. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `Equity` → `equity`. */
export const uncapitalize = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Sentences as one text; those that don't apply are left out. */
export const sentences = (...all: (string | false | null)[]): string =>
  all.filter((sentence) => sentence).join(" ");
