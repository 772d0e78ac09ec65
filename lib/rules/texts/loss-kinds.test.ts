// biome-ignore-all lint/suspicious/noThenProperty: a field of rules

import { expect, test } from "vitest";
import { dailyLoss, totalLoss } from "../index";
import { dailyLossKind, totalLossKind } from "./loss-kinds";

const daily = dailyLoss({ pct_of_initial: 500 }, "balance");
const total = totalLoss({ pct_of_initial: 1_000 });

test.each([
  [daily, "From the day's starting balance; open positions count"],
  [
    { ...daily, reference: "higher", measure: "lower" } as const,
    "From the day's starting balance or equity, the higher; balance and equity both count",
  ],
  [
    { ...daily, reference: "equity", check: "day_end", then: "pause" } as const,
    "From the day's starting equity; open positions count, checked at the day's end; pauses trading until the next day",
  ],
])("dailyLossKind: %j → %s", (rule, text) => {
  expect(dailyLossKind(rule)).toBe(text);
});

test.each([
  [total, "Static, from the initial balance; open positions count"],
  [
    { ...total, reference: "day_end_balance_high", measure: "balance", check: "day_end" } as const,
    "Trailing, from the highest day-end balance; only closed positions count, checked at the day's end",
  ],
  [
    { ...total, reference: "equity_high" } as const,
    "Trailing, from the highest equity; open positions count",
  ],
])("totalLossKind: %j → %s", (rule, text) => {
  expect(totalLossKind(rule)).toBe(text);
});
