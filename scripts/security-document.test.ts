import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/security.md", "utf8")
  .split("\n")
  .filter((line) => /^\| \d+\.\d+\.\d+/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));
const filesIn = (text: string) =>
  [...text.matchAll(/`([\w./[\]-]+\/[\w./[\]-]+\.(?:ts|tsx|md|mjs))`/g)].map(([, file]) => file);

test("docs/security.md: every row → one of the verdicts", () => {
  expect(rows.length).toBeGreaterThan(150);
  const verdicts = new Set(["met", "partly", "not met", "operator", "n/a"]);
  const wrong = rows.filter(([, , , verdict = ""]) => !verdicts.has(verdict));
  expect(wrong).toEqual([]);
});

test("docs/security.md: files that it names → each exists", () => {
  const named = rows.flatMap(([, , , , where = ""]) => filesIn(where));
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((file) => file && !existsSync(file))).toEqual([]);
});
