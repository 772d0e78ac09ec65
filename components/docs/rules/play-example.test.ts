import { expect, test } from "vitest";
import { examples } from "./examples";
import { playExample } from "./play-example";
import { scaleOf } from "./scale";

const clock = (at: number) => new Date(at).toISOString().slice(8, 16);

test("playExample: three days → a row at the opening, each event and each beginning of a day", () => {
  const rows = playExample(examples.daily);
  expect(rows).toHaveLength(1 + examples.daily.events.length + 2);
  expect(
    rows.filter(({ isDayStart }) => isDayStart).map(({ at, day }) => [clock(at), day]),
  ).toEqual([
    ["02T00:00", 2],
    ["03T00:00", 3],
  ]);
  expect(rows.map(({ floors }) => floors[0])).toEqual([
    ...Array(3).fill(9_500_000),
    ...Array(4).fill(9_700_000),
    ...Array(4).fill(9_400_000),
    null,
  ]);
});

test("playExample: a breach → named at its row, no floor afterwards", () => {
  const rows = playExample(examples.trailing);
  const breaches = rows.flatMap((row) =>
    row.verdicts
      .filter(({ verdict }) => verdict.kind === "breached")
      .map(({ variant, verdict }) => [clock(row.at), variant, verdict.threshold, row.floors]),
  );
  expect(breaches).toEqual([
    ["03T15:00", "Highest equity", 10_100_000, [9_600_000, 10_000_000, 10_100_000]],
  ]);
  expect(rows.at(-1)?.floors).toEqual([9_600_000, 10_000_000, null]);
});

test("playExample: a withdrawal → moves one floor and not the other, until the next day", () => {
  const rows = playExample(examples.withdrawal);
  const floors = rows.map(({ floors }) => floors);
  expect(floors.slice(3, 6)).toEqual([
    [9_900_000, 9_900_000],
    [9_900_000, 9_900_000],
    [9_700_000, 9_900_000],
  ]);
  expect(rows.find(({ day, isDayStart }) => day === 3 && isDayStart)?.floors).toEqual([
    9_650_000,
    null,
  ]);
});

test("scaleOf: the rows of each picture → all inside of it, two to eight lines", () => {
  for (const example of Object.values(examples)) {
    const rows = playExample(example);
    const { x, y, ticks } = scaleOf(rows);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThan(9);
    for (const { at, equity, balance, floors } of rows) {
      for (const amount of [equity, balance, ...floors]) {
        if (amount === null) continue;
        expect(y(amount)).toBeGreaterThan(0);
        expect(y(amount)).toBeLessThan(100);
      }
      expect(x(at)).toBeGreaterThanOrEqual(0);
      expect(x(at)).toBeLessThanOrEqual(100);
    }
  }
});
