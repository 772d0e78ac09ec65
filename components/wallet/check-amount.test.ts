import { expect, it } from "vitest";
import { AMOUNT_EXAMPLE } from "@/lib/core/typed-number";
import { checkAmount } from "./check-amount";

const limits = { min: 1_000, max: 1_000_000 };
const check = (typed: string) => checkAmount(typed, limits, "USD");

it("checkAmount: an amount between the limits → its cents", () => {
  expect(check("10")).toEqual({ ok: true, cents: 1_000 });
  expect(check("19.99")).toEqual({ ok: true, cents: 1_999 });
  expect(check("10,000.00")).toEqual({ ok: true, cents: 1_000_000 });
});

it.each([
  ["", "Enter an amount"],
  ["1e3", AMOUNT_EXAMPLE],
  ["12.345", AMOUNT_EXAMPLE],
  ["€20", AMOUNT_EXAMPLE],
  ["9.99", "Minimum top-up is $10.00"],
  ["10,000.01", "Maximum top-up is $10,000.00"],
])("checkAmount: %j → %s", (typed, error) => {
  expect(check(typed)).toEqual({ ok: false, error });
});
