import type { Measured } from "./measured";

/** The rows as a text table: figure, baseline, target, and whether it is met. */
export function renderTable(measures: readonly Measured[]): string {
  const cells = [
    ["", "is", "", "baseline", "target", ""],
    ...measures.map(({ name, value, unit, baseline, target, ok }) => [
      name,
      ok === false ? differing(value, target ?? 0) : short(value),
      unit,
      baseline === null ? "" : short(baseline),
      target === null ? "" : short(target),
      ok === null ? "" : ok ? "ok" : "MISSED",
    ]),
  ];
  const widths = [0, 1, 2, 3, 4, 5].map((at) =>
    Math.max(...cells.map((row) => row[at]?.length ?? 0)),
  );
  const isText = (at: number) => at === 0 || at === 2;
  const lines = cells.map((row) =>
    row
      .map((cell, at) =>
        isText(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...body] = lines;
  return [head, "─".repeat(Math.max(...lines.map((line) => line.length))), ...body].join("\n");
}

/** As many digits as it takes to see that a target is missed. */
function differing(value: number, target: number): string {
  return short(value) === short(target) ? value.toFixed(4) : short(value);
}

/** Three significant digits, never an exponent. */
function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits).replace(/\.0+$/, "");
}
