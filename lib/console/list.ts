import { type SQL, sql } from "drizzle-orm";
import { type Context, requireAdmin } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { centsToJson } from "@/lib/core/money";
import { specs } from "./lists";
import {
  type Column,
  type ConsoleRow,
  csvColumns,
  type ListName,
  type ListPage,
  type ListQuery,
  lists,
} from "./schemas";
import { lookThroughAll, lookThroughFirst } from "./search";
import type { Begun, ListSpec, SortKey } from "./spec";

const PAGE = 50;

interface Options {
  limit?: number;
  /** For the CSV: all columns, and a search goes through every match, however long that takes. */
  isWhole?: boolean;
}

/** One page of a list of the console. For admins. Throws INVALID_REQUEST for an invalid cursor. */
export async function listConsole(
  ctx: Context,
  name: ListName,
  query: ListQuery,
  { limit = PAGE, isWhole = false }: Options = {},
): Promise<ListPage> {
  requireAdmin(ctx);
  const { begun, isCut } = isWhole ? lookThroughAll() : lookThroughFirst();
  const spec = specs[name];
  const whole = { ...spec, columns: { ...spec.columns, ...spec.csv } };
  const statement = pageSql(isWhole ? whole : spec, query, limit, begun);
  if (!statement) return { rows: [], nextCursor: null, isCut: false };
  const { rows } = await ctx.db.execute<ConsoleRow & { cursor_: string }>(statement);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const columns = isWhole ? csvColumns(name) : lists[name].columns;
  return {
    rows: shown.map((row) => present(columns, row)),
    nextCursor: last ? Buffer.from(last.cursor_).toString("base64url") : null,
    isCut: await isCut(ctx.db),
  };
}

/** A time or a bigint of the driver in the form that the views show. */
function present(columns: readonly Column[], row: ConsoleRow): ConsoleRow {
  const shown: [string, string | number | null][] = columns.map(({ key, kind }) => {
    const value = row[key] ?? null;
    if (value === null) return [key, null];
    if (kind === "time") return [key, new Date(value).toISOString()];
    return [key, kind === "money" ? centsToJson(BigInt(value)) : value];
  });
  const { currency, customer_ref } = row;
  return {
    ...Object.fromEntries(shown),
    ...(currency && { currency }),
    ...(customer_ref && { customer_ref }),
  };
}

/** The statement that reads one page and one more row; null if the search can't match anything. */
export function pageSql(
  spec: ListSpec,
  query: ListQuery,
  limit: number,
  begun: Begun = lookThroughFirst().begun,
): SQL | null {
  const { q, sort, cursor, filters } = query;
  const keys = (sort === "amount" && spec.sorts.amount) || spec.sorts.newest;
  const where = [sql`true`];
  for (const [name, value] of Object.entries(filters)) {
    const filter = spec.filters[name] ?? spec.of?.[name];
    if (filter) where.push(filter(value));
  }
  if (q) {
    const found = spec.search(q, begun);
    if (!found) return null;
    where.push(found);
  }
  if (cursor) where.push(after(keys, cursor));
  const columns = Object.entries(spec.columns).map(
    ([key, column]) => sql`${column} as ${sql.identifier(key)}`,
  );
  const place = sql`json_build_array(${comma(keys.map(({ by }) => sql`${by}::text`))})::text as cursor_`;
  return sql`select ${comma([...columns, place])} from ${spec.from} where ${sql.join(where, sql` and `)} order by ${comma(keys.map(({ by }) => sql`${by} desc`))} limit ${limit + 1}`;
}

const comma = (parts: SQL[]) => sql.join(parts, sql`, `);

// The format of a cursor's keys; a cursor with another format is a client error.
const fits = {
  text: (part: string) => /^[!-~]{1,100}$/.test(part),
  bigint: (part: string) => /^-?\d{1,18}$/.test(part),
  timestamptz: isInstant,
} as const;

/** The condition for rows after the one that the cursor names. */
function after(keys: readonly SortKey[], cursor: string): SQL {
  const place = read(cursor);
  const isValid = place?.every((part, i) => keys[i] && fits[keys[i].type](part));
  if (place?.length !== keys.length || !isValid) {
    throw new AppError("INVALID_REQUEST", "The cursor isn't valid for this list.", {
      fields: [{ path: "cursor", message: "must be the next_cursor of the previous page" }],
    });
  }
  const values = keys.map(({ type }, i) => sql`${place[i]}::${sql.raw(type)}`);
  return sql`(${comma(keys.map(({ by }) => by))}) < (${comma(values)})`;
}

function read(cursor: string): string[] | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(place) && place.every((part) => typeof part === "string") ? place : null;
  } catch {
    return null;
  }
}

const instant =
  /^(\d{4}-\d\d-\d\d) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d)?$/;

/** Whether it is a time as PostgreSQL writes it, `2026-01-31 23:59:59.123456+00`, on an existing day. */
export function isInstant(text: string): boolean {
  const [, day, time] = instant.exec(text) ?? [];
  const at = new Date(`${day}T${time}Z`);
  // Date would move 30 February into March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day ?? "");
}
