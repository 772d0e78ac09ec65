import { type SQL, sql } from "drizzle-orm";
import { emailKey } from "@/lib/core/email-address";
import type { IdPrefix } from "@/lib/core/ids";

/** An expression that rows are ordered by, and its type: a cursor is text. */
export interface SortKey {
  by: SQL;
  type: "text" | "bigint" | "timestamptz";
}

/**
 * How a list's rows of some days are found without an index by time: by ids that begin with their time, or by numbers that
 * rise with time. Where neither is so, by a column that has an index, or whose table is small.
 */
export type CreatedBy =
  | { id: SQL; prefix: IdPrefix }
  | { number: SQL; table: SQL; key: SQL }
  | { at: SQL };

/** A list's SQL: its tables and its conditions. */
export interface ListSpec {
  from: SQL;
  /** The tables that conditions read, if they are fewer than `from`: rows are counted in these. */
  counted?: SQL;
  created: CreatedBy;
  columns: Record<string, SQL>;
  /** Columns that only the CSV has; a page's statement doesn't read them. */
  csv?: Record<string, SQL>;
  /** The last key of each makes rows distinct. Every list has newest first. */
  sorts: { newest: readonly SortKey[]; amount?: readonly SortKey[] };
  /** The condition of a filter's value. */
  filters: Record<string, (value: string) => SQL>;
  /** The condition for rows that belong to one record, by its id. */
  of?: Record<string, (id: string) => SQL>;
  /** The condition of a search; null if nothing can match. */
  search: (text: string, begun: Begun) => SQL | null;
}

/** The keys of rows whose column has this prefix, in brackets: all, or as many as a page goes through. */
export type Begun = (key: SQL, table: SQL, column: SQL, start: string) => SQL;

export const text = (by: SQL): SortKey => ({ by, type: "text" });
export const bigint = (by: SQL): SortKey => ({ by, type: "bigint" });
export const instant = (by: SQL): SortKey => ({ by, type: "timestamptz" });

/** `column = value`, for filters on a column's value. */
export const is = (column: SQL) => (value: string) => sql`${column} = ${value}`;

/**
 * Text with this prefix, found through an index in the C collation. On a large table that is ordered by something else,
 * only within `begun`: PostgreSQL takes some prefixes of a few rows for a hundredth of the table, and then reads all rows
 * in the list's order.
 */
export const beginsWith = (column: SQL, start: string): SQL =>
  sql`${column} collate "C" >= ${start} and ${column} collate "C" < ${`${start}\u{10FFFF}`}`;

/** Whether it is a number in the range of a login, an order or a row's number. */
export const asNumber = (value: string): number | null =>
  /^\d{1,9}$/.test(value) || (/^\d{10}$/.test(value) && Number(value) <= 2_147_483_647)
    ? Number(value)
    : null;

/** The rows of customers whose email address has this prefix. */
export const ofCustomers = (customerId: SQL, start: string, begun: Begun): SQL =>
  sql`${customerId} in ${begun(sql`id`, sql`customers`, sql`lower(email)`, emailKey(start))}`;

/**
 * Our ids with this prefix, such as `pay_01a1`. They have one length and hex digits, so a range from the
 * lowest to the highest is found by the primary key.
 */
export function idBegins(column: SQL, prefix: IdPrefix, start: string): SQL | null {
  const digits = start.slice(prefix.length + 1);
  if (!start.startsWith(`${prefix}_`) || !/^[0-9a-f]{0,32}$/.test(digits)) return null;
  const padded = (digit: string) => `${prefix}_${digits.padEnd(32, digit)}`;
  return sql`${column} between ${padded("0")} and ${padded("f")}`;
}

/** The name of a status that is stored as a number. */
export const nameOf = (column: SQL, numbers: Record<string, number>): SQL =>
  sql`case ${column} ${sql.join(
    Object.entries(numbers).map(
      ([name, number]) => sql`when ${sql.raw(String(number))} then ${name}`,
    ),
    sql` `,
  )} end`;

/** The condition for rows whose stored number has this name. */
export const named =
  (column: SQL, numbers: Record<string, number>) =>
  (value: string): SQL =>
    sql`${column} = ${numbers[value] ?? null}`;

/** The rows of one customer, by the public id. */
export const ofCustomer =
  (customerId: SQL) =>
  (publicId: string): SQL =>
    sql`${customerId} = (select id from customers where public_id = ${publicId})`;

/** The rows that belong to a number; no rows if it isn't one. */
export const ofNumber =
  (column: SQL) =>
  (value: string): SQL =>
    sql`${column} = ${asNumber(value)}`;
