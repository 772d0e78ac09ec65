/** A row of the table at the end. */
export interface Row {
  name: string;
  value: string;
  expected: string;
  ok: boolean;
}

/** Renders rows as a table of text, with each value beside its expected value. */
export function renderTable(rows: readonly Row[]): string {
  const cells = [
    ["", "value", "expected", ""],
    ...rows.map(({ name, value, expected, ok }) => [name, value, expected, ok ? "ok" : "LOST"]),
  ];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...body] = lines;
  return [head, "─".repeat(Math.max(...lines.map((line) => line.length))), ...body].join("\n");
}
