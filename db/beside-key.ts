import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/**
 * A text column for a condition beside its row's key. As a plain column, an index with few rows, such as of pending
 * ones, looks as cheap as the key to PostgreSQL while its statistics have none of them, and is read from end to
 * end: 1.9 ms instead of 0.1 with some thousand open payments.
 */
export const besideKey = (column: AnyColumn): SQL<string> => sql<string>`coalesce(${column}, '')`;
