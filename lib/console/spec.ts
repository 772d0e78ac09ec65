import { type SQL, sql } from "drizzle-orm";
import { emailKey } from "@/lib/email-address";
import type { IdPrefix } from "@/lib/ids";

/** An expression that rows are ordered by, and its type: a cursor is text. */
export interface SortKey {
  by: SQL;
  type: "text" | "bigint" | "timestamptz";
}

/** A list's SQL: where its rows come from and how they are found. */
export interface ListSpec {
  from: SQL;
  columns: Record<string, SQL>;
  /** What the CSV has besides; a page's statement doesn't read it. */
  csv?: Record<string, SQL>;
  /** The last key of each makes rows distinct. Newest first is what each list has. */
  sorts: { newest: readonly SortKey[]; amount?: readonly SortKey[] };
  /** What a filter's value asks for. */
  filters: Record<string, (value: string) => SQL>;
  /** The rows that belong to one thing, by its id. */
  of?: Record<string, (id: string) => SQL>;
  /** What a search asks for; null where nothing can be found by it. */
  search: (text: string, begun: Begun) => SQL | null;
}

/** The keys of a table whose column begins so, in brackets: all, or as many as a page goes on with. */
export type Begun = (key: SQL, table: SQL, column: SQL, start: string) => SQL;

export const text = (by: SQL): SortKey => ({ by, type: "text" });
export const bigint = (by: SQL): SortKey => ({ by, type: "bigint" });
export const instant = (by: SQL): SortKey => ({ by, type: "timestamptz" });

/** `column = value`, for filters that name a column's value. */
export const is = (column: SQL) => (value: string) => sql`${column} = ${value}`;

/**
 * Text that begins so, found through an index in the C collation. Wildcards in it are no wildcards.
 */
export const beginsWith = (column: SQL, start: string): SQL =>
  sql`${column} collate "C" >= ${start} and ${column} collate "C" < ${`${start}\u{10FFFF}`}`;

/** Whether it is a number that fits a login, an order or a row's number. */
export const asNumber = (value: string): number | null =>
  /^\d{1,9}$/.test(value) || (/^\d{10}$/.test(value) && Number(value) <= 2_147_483_647)
    ? Number(value)
    : null;

/** The rows of the customers whose address begins so. */
export const ofCustomers = (customerId: SQL, start: string, begun: Begun): SQL =>
  sql`${customerId} in ${begun(sql`id`, sql`customers`, sql`lower(email)`, emailKey(start))}`;

/**
 * Ids of ours that begin so, such as `pay_01a1`. They are of one length and of hex digits, so that a
 * range from the least to the greatest finds them by their own index.
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

/** The rows whose stored number has this name. */
export const named =
  (column: SQL, numbers: Record<string, number>) =>
  (value: string): SQL =>
    sql`${column} = ${numbers[value] ?? null}`;

/** The rows of one customer, by the id that people see. */
export const ofCustomer =
  (customerId: SQL) =>
  (publicId: string): SQL =>
    sql`${customerId} = (select id from customers where public_id = ${publicId})`;

/** The rows that belong to a number; none where it isn't one. */
export const ofNumber =
  (column: SQL) =>
  (value: string): SQL =>
    sql`${column} = ${asNumber(value)}`;
