import { expect, it } from "vitest";
import { expiryDigits, formatExpiry, formatNumber, numberDigits } from "./card-format";

it.each([
  ["4242424242424242", "4242 4242 4242 4242"],
  ["4242-4242 42", "4242 4242 42"],
  ["378282246310005999", "3782 822463 10005"],
  ["no digits", ""],
])("formatNumber: %s → %s", (text, shown) => {
  expect(formatNumber(numberDigits(text))).toBe(shown);
});

it.each([
  ["1", "1"],
  ["4", "04 / "],
  ["13", "01 / 3"],
  ["1/", "01 / "],
  ["12", "12 / "],
  ["1234", "12 / 34"],
  ["12/2034", "12 / 34"],
  ["12 / 345", "12 / 34"],
])("formatExpiry: %s → %s", (text, shown) => {
  expect(formatExpiry(expiryDigits(text))).toBe(shown);
});
