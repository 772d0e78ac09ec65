import { expect, it } from "vitest";
import { parseAmount } from "./parse-amount";

it.each([
  ["250", 25_000],
  ["19.5", 1_950],
  ["19.99", 1_999],
  ["10,000", 1_000_000],
  ["1,000.50", 100_050],
  ["1000.50", 100_050],
  [" $1,000.50\n", 100_050],
  ["€ 20", 2_000],
])("reads %j", (typed, cents) => {
  expect(parseAmount(typed)).toBe(cents);
});

it.each([
  "",
  "abc",
  "12.345",
  "1e3",
  "1.000,50",
  "10,00",
  "1,0000",
  "-20",
  "0x10",
  "20 USD",
  "1 000",
])("doesn't guess what %j means", (typed) => {
  expect(parseAmount(typed)).toBeNull();
});
