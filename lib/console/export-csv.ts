import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { type Context, requireAdmin } from "@/lib/context";
import { listConsole } from "./list";
import { type ConsoleRow, csvColumns, type ListName, type ListQuery } from "./schemas";

/** Rows that are read at once: the whole is never in memory, and no transaction stays open. */
const BATCH = 1_000;

/**
 * A whole list as CSV, as the filters and the search ask for it, however many begin so, with a line of
 * headings: UTF-8 with a byte order mark, lines end with CRLF, every text is quoted. Money in units of
 * its currency, which stands beside it. What a spreadsheet would run is escaped.
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
    // Excel reads a file without a mark in the system's code page. RFC 4180 ends lines with CRLF.
    bom: true,
    record_delimiter: "windows",
    // Where a spreadsheet's locale separates by `;`, a text that has one stays one cell.
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
// and after what some locale takes for the end of a cell or line (there quotes around it may be dropped).
const formula = /(^|[;\t\r\n])([ \u00a0"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
const controlStart = /^(?=[\t\r\n])/;

/**
 * A text with an apostrophe before each formula that a spreadsheet could find in it. Numbers aren't
 * texts: a negative amount stays a number.
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
    const asked = { ...query, ...(cursor && { cursor }) };
    const page = await listConsole(ctx, name, asked, { limit: BATCH, isWhole: true });
    yield* page.rows.map(cells);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}
