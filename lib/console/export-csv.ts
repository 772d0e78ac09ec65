import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { type Context, requireAdmin } from "@/lib/core/context";
import { listConsole } from "./list";
import { type ConsoleRow, csvColumns, type ListName, type ListQuery } from "./schemas";

/** Rows per batch: the list is never in memory as a whole, and no transaction stays open. */
const BATCH = 1_000;

/**
 * A list as CSV with a line of headings, under the query's filters and search, without the page's limit of
 * matches: UTF-8 with a byte order mark, lines end with CRLF, every text is quoted. Money is in units of the
 * currency in the next column. Formulas that a spreadsheet would run are escaped.
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
    // Excel reads a file without a byte order mark in the system's code page. RFC 4180 ends lines with CRLF.
    bom: true,
    record_delimiter: "windows",
    // If a spreadsheet's locale separates cells by `;`, a quoted text with `;` is still one cell.
    quoted_string: true,
    cast: { string: escapeFormulas },
  });
  const cells = (row: ConsoleRow) => [
    ...columns.map(({ key, kind }) => (kind === "money" ? Number(row[key]) / 100 : row[key])),
    ...(hasMoney ? [row.currency] : []),
  ];
  const rows = Readable.from(pages(ctx, name, query, cells));
  rows.on("error", (error) => csv.destroy(error));
  return Readable.toWeb(rows.pipe(csv)) as ReadableStream;
}

// The characters that begin a formula, also full-width, where a cell may begin: at the start of the text,
// and after the characters that some locale takes for the end of a cell or line (quotes may be dropped there).
const formula = /(^|[;\t\r\n])([ \u00a0"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
const controlStart = /^(?=[\t\r\n])/;

/**
 * The text with an apostrophe before each formula that a spreadsheet could find in it. Numbers aren't
 * texts: a negative amount is left as it is.
 */
export const escapeFormulas = (text: string): string =>
  text.replace(formula, "$1$2'").replace(controlStart, "'");

async function* pages(
  ctx: Context,
  name: ListName,
  query: ListQuery,
  cells: (row: ConsoleRow) => unknown[],
) {
  let cursor = query.cursor;
  do {
    const pageQuery = { ...query, ...(cursor && { cursor }) };
    const page = await listConsole(ctx, name, pageQuery, { limit: BATCH, isWhole: true });
    yield* page.rows.map(cells);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}
