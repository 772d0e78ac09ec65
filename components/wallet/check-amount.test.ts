import { expect, it } from "vitest";
import { checkAmount } from "./check-amount";

const limits = { min: 1_000, max: 1_000_000 };
const check = (typed: string) => checkAmount(typed, limits, "USD");

it("takes what lies between the limits, to the cent", () => {
  expect(check("10")).toEqual({ ok: true, cents: 1_000 });
  expect(check("19.99")).toEqual({ ok: true, cents: 1_999 });
  expect(check("10,000.00")).toEqual({ ok: true, cents: 1_000_000 });
});

it.each([
  ["", "Enter an amount"],
  ["1e3", "Enter an amount like 250 or 1,000.50"],
  ["12.345", "Enter an amount like 250 or 1,000.50"],
  ["€20", "Enter an amount like 250 or 1,000.50"],
  ["9.99", "Top up by at least $10.00"],
  ["10,000.01", "Top up by at most $10,000.00 at a time"],
])("refuses %j", (typed, error) => {
  expect(check(typed)).toEqual({ ok: false, error });
});
