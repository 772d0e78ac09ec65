import { uuidv7 } from "uuidv7";

const prefixes = [
  "pay",
  "prop",
  "usr",
  "ses",
  "app",
  "req",
  "we",
  "evt",
  "whd",
  "mrq",
  "lnk",
  "vrd",
  "cmd",
] as const;
export type IdPrefix = (typeof prefixes)[number];

/** Whether a text has the form of an id with a prefix. */
export const isIdOf = (prefix: IdPrefix, text: string): boolean =>
  text.startsWith(`${prefix}_`) && /^[a-z]+_[0-9a-f]{32}$/.test(text);

/** The smallest id of a time in milliseconds. Ids begin with their time, so a day is a range of ids. */
export const firstIdOf = (prefix: IdPrefix, time: number): string =>
  `${prefix}_${time.toString(16).padStart(12, "0")}`;

/** A new id such as `pay_0193…`: unique, and sortable by its time. */
export function newId<P extends IdPrefix>(prefix: P): `${P}_${string}` {
  return `${prefix}_${uuidv7().replaceAll("-", "")}`;
}
