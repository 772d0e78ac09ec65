import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { type Context, requireAdmin } from "@/lib/context";
import { listConsole } from "./list";
import { type ConsoleRow, csvColumns, type ListName, type ListQuery } from "./schemas";

/** Rows that are read at once: the whole is never in memory, and no transaction stays open. */
const BATCH = 1_000;

/**
 * A whole list as CSV, as the filters and the search ask for it, however many begin so, with a line of headings. Money in
 * units of its currency, which stands beside it. A cell that a spreadsheet would run is escaped.
 */
export function exportCsv(ctx: Context, name: ListName, query: ListQuery): ReadableStream {
  requireAdmin(ctx);
  const columns = csvColumns(name);
  const hasMoney = columns.some(({ kind }) => kind === "money");
  const csv = stringify({
    header: true,
    columns: [
      ...columns.map(({ key }) => key.replace(/_cents$/, "")),
      ...(hasMoney ? ["currency"] : []),
    ],
    escape_formulas: true,
  });
  const cells = (row: ConsoleRow) => [
    ...columns.map(({ key, kind }) => (kind === "money" ? Number(row[key]) / 100 : row[key])),
    ...(hasMoney ? [row.currency] : []),
  ];
  const rows = Readable.from(pages(ctx, name, query, cells));
  rows.on("error", (error) => csv.destroy(error));
  return Readable.toWeb(rows.pipe(csv)) as ReadableStream;
}

async function* pages(
  ctx: Context,
  name: ListName,
  query: ListQuery,
  cells: (row: ConsoleRow) => unknown[],
) {
  let cursor = query.cursor;
  do {
    const asked = { ...query, ...(cursor && { cursor }) };
    const page = await listConsole(ctx, name, asked, { limit: BATCH, isWhole: true });
    yield* page.rows.map(cells);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}
