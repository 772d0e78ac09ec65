import { type SQL, sql } from "drizzle-orm";
import { idEnd } from "@/db/schema/columns";
import type { IdPrefix } from "@/lib/core/ids";
import { type matchNames, shownOfKind } from "../schemas";
import { beginsWith, idBegins } from "../spec";
import { END, type IdParts, type Term } from "./parse-term";

// Statements that find keys of records: each by one index, and few.

export type MatchName = (typeof matchNames)[number];

const most = sql.raw(String(shownOfKind + 1));

/**
 * The keys of rows that fit: the newest, or the first of an order that the index has. Those found by their own id are in
 * front of those found `by` something else.
 */
export const keysOf = (
  table: SQL,
  where: SQL,
  order: SQL,
  { key = sql`id`, by, value = sql`null` }: { key?: SQL; by?: MatchName; value?: SQL } = {},
): SQL =>
  sql`(select ${key} as key, ${by ? 1 : 0}::int as place, ${by ?? null}::text as matched_by, (${value})::text as matched from ${table} where ${where} order by ${order} limit ${most})`;

/** Rows whose id ends like this, and begins as typed. */
const ends = (column: SQL, { begin, end }: IdParts): SQL =>
  sql`${idEnd(column)} = ${end.slice(-END)} and right(${column}, ${end.length}) = ${end} and starts_with(${column}, ${begin})`;

const lower = ({ begin, end }: IdParts): IdParts => ({
  begin: begin.toLowerCase(),
  end: end.toLowerCase(),
});

/** By an id of ours: whole, its beginning, or its end. */
export function byOwnId(table: SQL, column: SQL, prefix: IdPrefix, { id }: Term): SQL[] {
  if (!id) return [];
  if (id.end) return [keysOf(table, ends(column, lower(id)), column, { key: column })];
  if (!id.begin.startsWith(`${prefix}_`)) return [];
  // The ids of the demo data have no digits: they are only found whole.
  const begins = idBegins(column, prefix, id.begin) ?? sql`${column} = ${id.begin}`;
  return [keysOf(table, begins, sql`${column} desc`, { key: column })];
}

/** By an id of another system, in which capitals count. */
export function byForeignId(
  table: SQL,
  column: SQL,
  isOne: (begin: string) => boolean,
  { id }: Term,
  found: { key?: SQL; by?: MatchName; value?: SQL } = {},
): SQL[] {
  if (!id) return [];
  if (id.end) return [keysOf(table, ends(column, id), column, found)];
  return isOne(id.begin)
    ? [keysOf(table, beginsWith(column, id.begin), sql`${column} collate "C"`, found)]
    : [];
}

/** By a refund or a dispute of Stripe's. */
export function byReturn(table: SQL, by: MatchName, prefixes: string[], { id }: Term): SQL[] {
  const found = { key: sql`payment_id`, by, value: sql`id` };
  if (!id) return [];
  if (id.end) return [keysOf(table, ends(sql`id`, id), sql`id`, found)];
  return prefixes.some((prefix) => id.begin.startsWith(`${prefix}_`))
    ? [keysOf(table, sql`id = ${id.begin}`, sql`id`, found)]
    : [];
}

/** By the amount, whatever its currency is, which the results show. */
export const byAmount = (table: SQL, { amountCents }: Term): SQL[] =>
  amountCents === null ? [] : [keysOf(table, sql`amount_cents = ${amountCents}`, sql`id desc`)];

/** By the last four digits of the card that paid, the newest. */
export const byCard = ({ last4 }: Term): SQL[] =>
  last4 === null
    ? []
    : [
        keysOf(sql`payments`, sql`card_last4 = ${last4}`, sql`id desc`, {
          by: "card",
          value: sql`card_brand || ' ' || card_last4`,
        }),
      ];

/** By a login or number. */
export const byNumber = ({ number }: Term, matches: (number: number) => SQL[]): SQL[] =>
  number === null ? [] : matches(number);

/** Whether an id begins like this. */
export const startsWith = (start: string) => (text: string) => text.startsWith(start);
