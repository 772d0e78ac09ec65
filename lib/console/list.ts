import { type SQL, sql } from "drizzle-orm";
import { type Context, requireAdmin } from "@/lib/core/context";
import { centsToJson } from "@/lib/core/money";
import { type Place, readCursor, writeCursor } from "./cursor";
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
import { withinDays } from "./within-days";

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
  const listed = specs[name];
  const spec = isWhole ? { ...listed, columns: { ...listed.columns, ...listed.csv } } : listed;
  const conditions = conditionsOf(spec, query, begun);
  if (!conditions) return emptyPage;
  const place = query.cursor ? readCursor(query.cursor, sortKeysOf(spec, query)) : null;
  const where = [...conditions, ...(await withinDays(ctx.db, spec.created, query.days))];
  const readFrom = async (from: Place | null): Promise<Rows> => {
    const { rows } = await ctx.db.execute<Row>(pageSql(spec, query, limit, where, from));
    return { rows: rows.slice(0, limit), hasMore: rows.length > limit, from };
  };
  const read = await readFrom(place);
  // With nothing before it, the page is the first one: whole, although fewer rows precede the cursor.
  const isStart = read.from?.isBefore && !read.hasMore;
  const columns = isWhole ? csvColumns(name) : lists[name].columns;
  const { rows, ...page } = pageOf(isStart ? await readFrom(null) : read, limit);
  return { ...page, rows: rows.map((row) => present(columns, row)), isCut: await isCut(ctx.db) };
}

const emptyPage: ListPage = {
  rows: [],
  offset: 0,
  previousCursor: null,
  nextCursor: null,
  isCut: false,
};

type Row = ConsoleRow & { cursor_: string };

interface Rows {
  /** In the order of the statement: those before a place are read backwards. */
  rows: Row[];
  hasMore: boolean;
  from: Place | null;
}

/** The rows in the list's order, and the cursors of the pages around them. */
function pageOf({ rows, hasMore, from }: Rows, limit: number) {
  const isBefore = from?.isBefore ?? false;
  const shown = isBefore ? rows.toReversed() : rows;
  const offset = Math.max(0, (from?.offset ?? 0) - (isBefore ? limit : 0));
  const cursor = (row: Row | undefined, place: Omit<Place, "keys">) =>
    row ? writeCursor({ keys: JSON.parse(row.cursor_), ...place }) : null;
  const previousCursor = from && cursor(shown[0], { isBefore: true, offset });
  const next = { isBefore: false, offset: offset + shown.length };
  return {
    rows: shown,
    offset,
    previousCursor,
    nextCursor: hasMore || isBefore ? cursor(shown.at(-1), next) : null,
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

const sortKeysOf = (spec: ListSpec, { sort }: ListQuery): readonly SortKey[] =>
  (sort === "amount" && spec.sorts.amount) || spec.sorts.newest;

/** The conditions of the query's filters and search; null if the search can't match anything. */
export function conditionsOf(
  spec: ListSpec,
  { q, filters }: ListQuery,
  begun: Begun = lookThroughFirst().begun,
): SQL[] | null {
  const where = Object.entries(filters).flatMap(([name, value]) => {
    const filter = spec.filters[name] ?? spec.of?.[name];
    return filter ? [filter(value)] : [];
  });
  if (!q) return where;
  const found = spec.search(q, begun);
  return found && [...where, found];
}

/**
 * The statement that reads the rows after a place, or before it and then backwards, and one more row. The page's rows are
 * found before other tables are joined: otherwise all rows of a day would be joined before they are sorted by amount.
 */
export function pageSql(
  spec: ListSpec,
  query: ListQuery,
  limit: number,
  conditions: SQL[],
  place: Place | null,
): SQL {
  const keys = sortKeysOf(spec, query);
  const where = [sql`true`, ...conditions, ...(place ? [beyond(keys, place)] : [])];
  const columns = Object.entries(spec.columns).map(
    ([key, column]) => sql`${column} as ${sql.identifier(key)}`,
  );
  const cursor = sql`json_build_array(${comma(keys.map(({ by }) => sql`${by}::text`))})::text as cursor_`;
  const direction = place?.isBefore ? sql`asc` : sql`desc`;
  const order = sql`order by ${comma(keys.map(({ by }) => sql`${by} ${direction}`))}`;
  const rows = sql`where ${sql.join(where, sql` and `)} ${order} limit ${limit + 1}`;
  const key = keys.at(-1)?.by;
  const selected = spec.counted
    ? sql`where ${key} = any(array(select ${key} from ${spec.counted} ${rows})) ${order}`
    : rows;
  return sql`select ${comma([...columns, cursor])} from ${spec.from} ${selected}`;
}

const comma = (parts: SQL[]) => sql.join(parts, sql`, `);

/** The condition for rows after a place, or before it. Rows are sorted from the newest or the largest. */
function beyond(keys: readonly SortKey[], { keys: values, isBefore }: Place): SQL {
  const typed = keys.map(({ type }, i) => sql`${values[i]}::${sql.raw(type)}`);
  const than = isBefore ? sql`>` : sql`<`;
  return sql`(${comma(keys.map(({ by }) => by))}) ${than} (${comma(typed)})`;
}
