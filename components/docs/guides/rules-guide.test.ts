import { expect, test } from "vitest";
import { docsAt } from "@/app/docs/read-docs";
import { formatMoney } from "@/lib/core/money";
import { type ExampleName, examples } from "../rules/examples";
import { playExample } from "../rules/play-example";
import { sectionsOf } from "./sections";

const { guides } = await docsAt("https://desk.example");
const sections = sectionsOf(guides.find(({ slug }) => slug === "rules")?.content);
const textOf = (id: string) => sections.find((section) => section.id === id)?.text ?? "";

test.each<[section: string, example: ExampleName, extra: string[]]>([
  ["floors", "daily", []],
  ["trailing", "trailing", ["$4,000.00"]],
  ["withdrawals", "withdrawal", ["$2,000.00"]],
])("rules guide, section %s: every amount → one of its picture", (section, example, extra) => {
  const rows = playExample(examples[example]);
  const amounts = rows.flatMap(({ balance, equity, floors }) => [balance, equity, ...floors]);
  const drawn = new Set(amounts.map((amount) => formatMoney(amount ?? 0, "usd")).concat(extra));
  const named = textOf(section).match(/\$[\d,]+\.\d\d/g) ?? [];
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((amount) => !drawn.has(amount))).toEqual([]);
});

test("rules guide: days of 23 and 25 hours → both changes of both zones", () => {
  const lengths = textOf("day").match(/2[35] hours(?! |\.)|2[35] hours (?=\d|17|00)/g);
  expect(textOf("day")).toContain("Mar 7, 22:00 Mar 8, 21:00 23 hours");
  expect(textOf("day")).toContain("Oct 31, 21:00 Nov 1, 22:00 25 hours");
  expect(textOf("day")).toContain("Mar 28, 23:00 Mar 29, 22:00 23 hours");
  expect(textOf("day")).toContain("Oct 24, 22:00 Oct 25, 23:00 25 hours");
  expect(lengths).not.toBeNull();
});

test("rules guide: search → the texts of rules and the captions, no labels of pictures", () => {
  expect(textOf("read")).toContain("equity below $95,000.00 ends the challenge");
  expect(textOf("rounding")).toContain("less $617.28 (5% of the initial balance)");
  expect(textOf("floors")).toContain("follows each day's starting balance");
  expect(textOf("floors")).not.toContain("Day 1 Day 2");
});
