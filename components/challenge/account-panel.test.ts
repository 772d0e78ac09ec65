import { expect, it } from "vitest";
import { profitLabel } from "./account-panel";

it.each([
  [0, "$0.00"],
  [1_250, "+$1,250.00 (+1.25%)"],
  [-300.5, "−$300.50 (−0.30%)"],
])("profitLabel: %d of 100,000 → %s", (profit, label) => {
  expect(profitLabel(profit, 100_000, "USD")).toBe(label);
});
