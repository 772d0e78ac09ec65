import { type SQL, sql } from "drizzle-orm";
import { type Context, requireAdmin } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { centsToJson } from "@/lib/money";
import { isInstant } from "./instant";
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
  /** For the CSV: all its columns, and a search goes through all that begins so, however long that takes. */
  isWhole?: boolean;
}

/** One page of a list of the console. For admins. Throws INVALID_REQUEST where the cursor isn't ours. */
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
  const asked = pageSql(isWhole ? whole : spec, query, limit, begun);
  if (!asked) return { rows: [], nextCursor: null, isCut: false };
  const { rows } = await ctx.db.execute<ConsoleRow & { cursor_: string }>(asked);
  const kept = rows.slice(0, limit);
  const last = rows.length > limit ? kept.at(-1) : undefined;
  const columns = isWhole ? csvColumns(name) : lists[name].columns;
  return {
    rows: kept.map((row) => present(columns, row)),
    nextCursor: last ? Buffer.from(last.cursor_).toString("base64url") : null,
    isCut: await isCut(ctx.db),
  };
}

/** The driver's text of a time or a bigint as the views have it. */
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

/** The statement that reads one page and one row more; null where nothing can be found. */
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

// What the text of a key looks like; a cursor that was made up is an error of the caller's.
const fits = {
  text: (part: string) => /^[!-~]{1,100}$/.test(part),
  bigint: (part: string) => /^-?\d{1,18}$/.test(part),
  timestamptz: isInstant,
} as const;

/** The rows that come after the one that the cursor names. */
function after(keys: readonly SortKey[], cursor: string): SQL {
  const place = read(cursor);
  const isOurs = place?.every((part, i) => keys[i] && fits[keys[i].type](part));
  if (place?.length !== keys.length || !isOurs) {
    throw new AppError("INVALID_REQUEST", "The cursor is not one of this list.", {
      fields: [{ path: "cursor", message: "must come from the page before" }],
    });
  }
  const known = keys.map(({ type }, i) => sql`${place[i]}::${sql.raw(type)}`);
  return sql`(${comma(keys.map(({ by }) => by))}) < (${comma(known)})`;
}

function read(cursor: string): string[] | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(place) && place.every((part) => typeof part === "string") ? place : null;
  } catch {
    return null;
  }
}
