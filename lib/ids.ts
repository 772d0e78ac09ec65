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
] as const;
export type IdPrefix = (typeof prefixes)[number];

/** A new id such as `pay_0193…`: unique, and sortable by the time it was made. */
export function newId<P extends IdPrefix>(prefix: P): `${P}_${string}` {
  return `${prefix}_${uuidv7().replaceAll("-", "")}`;
}
