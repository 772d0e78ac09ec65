import { expect, it } from "vitest";
import { durationName } from "./days";
import { barsOf } from "./tones";

it("durationName: a duration → its two largest units", () => {
  expect([0.84, 42.4, 90, 120, 7_260, 7_200].map(durationName)).toEqual([
    "0.8 s",
    "42 s",
    "1 min 30 s",
    "2 min",
    "2 h 1 min",
    "2 h",
  ]);
});

it("barsOf: counts of one day → a row for every day of the period, statuses of one tone added up", () => {
  const outcomes = {
    total: 6,
    by_status: [
      { status: "succeeded", count: 3 },
      { status: "refunded", count: 1 },
      { status: "canceled", count: 2 },
    ],
    by_day: [{ day: "2026-01-02", counts: { succeeded: 3, refunded: 1, canceled: 2 } }],
  };
  const { rows, series } = barsOf(outcomes, ["2026-01-01", "2026-01-02"]);
  expect(rows[0]).toMatchObject({ day: "2026-01-01", Successful: 0, Closed: 0 });
  expect(rows[1]).toMatchObject({ day: "2026-01-02", Successful: 3, Closed: 3, Pending: 0 });
  expect(series.map(({ name }) => name)).toEqual(["Successful", "Closed"]);
});
