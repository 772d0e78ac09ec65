import { describe, expect, it } from "vitest";
import {
  readAmount,
  readPercent,
  readSize,
  readWhole,
  writeAmount,
  writeNumber,
} from "./typed-number";

const NBSP = "\u00a0";
const NARROW_NBSP = "\u202f";
const THIN = "\u2009";

describe("readAmount", () => {
  it.each([
    ["250", 250_00],
    ["0", 0],
    ["0.29", 29],
    ["0,29", 29],
    [".5", 50],
    [",5", 50],
    ["5.", 5_00],
    ["19.5", 19_50],
    ["19.99", 19_99],
    ["6,95", 6_95],
    ["1,5", 1_50],
    ["100,00", 100_00],
    ["1299", 1_299_00],
    ["1299.00", 1_299_00],
    ["1299,00", 1_299_00],
    ["1,299", 1_299_00],
    ["1,299.", 1_299_00],
    ["1,299.5", 1_299_50],
    ["1,299.00", 1_299_00],
    ["1.299,00", 1_299_00],
    ["1.299,5", 1_299_50],
    ["100,000", 100_000_00],
    ["1,234,567.89", 1_234_567_89],
    ["1.234.567,89", 1_234_567_89],
    ["1.234.567", 1_234_567_00],
    ["1 299", 1_299_00],
    ["1 299,00", 1_299_00],
    ["1 299.00", 1_299_00],
    [`1${NBSP}299,00`, 1_299_00],
    [`1${NARROW_NBSP}299,00`, 1_299_00],
    [`1${THIN}299,00`, 1_299_00],
    ["1'299.00", 1_299_00],
    ["1’299.00", 1_299_00],
    ["  1,299.00  ", 1_299_00],
    ["$1,299.00", 1_299_00],
    ["$ 1,299.00", 1_299_00],
    ["1,299.00 $", 1_299_00],
    ["US$1,299.00", 1_299_00],
    ["USD 1,299.00", 1_299_00],
    ["1.299,00 USD", 1_299_00],
    ["1,299.00usd", 1_299_00],
    ["$1,299.00 USD", 1_299_00],
    [`1.299,00${NBSP}$`, 1_299_00],
    ["１，２９９．００", 1_299_00],
    ["＄１２９９", 1_299_00],
    ["007", 7_00],
    // A cell of a spreadsheet, with what comes along when it is copied.
    [" $ 1,299.00 \t", 1_299_00],
    ["1,299.00\r\n", 1_299_00],
    ["90071992547409.91", 9_007_199_254_740_991],
  ])("%j in USD → %d cents", (typed, cents) => {
    expect(readAmount(typed, "usd")).toBe(cents);
  });

  it.each([
    // A thousand in Germany, three decimals elsewhere.
    "1.299",
    "12.345",
    "0,299",
    "0.299",
    "1299,500",
    "1 299,000",
    "1,299.000",
    // More decimals than the currency has.
    "19.9999",
    "1,299.005",
    "19.9900",
    // Groups that are none.
    "1,2,3",
    "12,34,567",
    "1,23,456.00",
    "1,0000",
    "1,299,00",
    "1.299.00",
    "1,299 000",
    "1 299'000",
    "1299,000.00",
    "1  299",
    // Two cells of a spreadsheet.
    "1\t299",
    "1,299.00\t2,000.00",
    "$ -",
    // Another currency.
    "€1,299.00",
    "1.299,00 €",
    "1,299 EUR",
    "CA$20",
    "$$20",
    // No amount to pay, or no number.
    "-20",
    "−20",
    "20-",
    "(20.00)",
    "+20",
    "1e3",
    "0x10",
    "1k",
    "10²",
    "½",
    "٢٥٠",
    "abc",
    "$",
    ".",
    ",",
    "NaN",
    "Infinity",
    // More than a number holds exactly.
    "90071992547409.92",
    "9".repeat(400),
  ])("%j in USD → not a number", (typed) => {
    expect(readAmount(typed, "usd")).toBeNaN();
  });

  it.each(["", "  ", NBSP])("%j → null", (typed) => {
    expect(readAmount(typed, "usd")).toBeNull();
  });

  it.each([
    ["eur", "1.299,00 €"],
    ["eur", "€1,299.00"],
    ["EUR", "1299 EUR"],
    ["gbp", "£1,299"],
    ["chf", "CHF 1'299.00"],
    ["cad", "CA$1,299.00"],
    ["cad", "$1,299.00"],
    ["aud", "A$1,299.00"],
  ])("in %s: %j → 129900", (currency, typed) => {
    expect(readAmount(typed, currency)).toBe(1_299_00);
  });

  it.each([
    ["eur", "$20"],
    ["gbp", "€20"],
    ["cad", "US$20"],
    ["aud", "CA$20"],
  ])("in %s: %j → not a number", (currency, typed) => {
    expect(readAmount(typed, currency)).toBeNaN();
  });
});

it("readAmount: what writeAmount wrote → the same cents", () => {
  for (const cents of [0, 1, 99, 100, 1_299_00, 100_000_00, 1_234_567_89, 9_007_199_254_740_99]) {
    expect(readAmount(writeAmount(cents), "usd")).toBe(cents);
  }
  expect(writeAmount(1_299_00)).toBe("1,299.00");
});

it.each([
  ["8", 8],
  ["8,5", 8.5],
  ["8.25 %", 8.25],
  ["8 %", 8],
  ["12.34", 12.34],
  ["", null],
])("readPercent: %j → %j", (typed, percent) => {
  expect(readPercent(typed)).toBe(percent);
});

it.each(["8.125", "-1", "8%%", "%", "8 of 10", "$8"])("readPercent: %j → not a number", (typed) => {
  expect(readPercent(typed)).toBeNaN();
});

it.each([
  ["200000", 200_000],
  ["200,000", 200_000],
  ["200 000", 200_000],
  ["200'000", 200_000],
  ["200,000.00", 200_000],
  ["1.200.000", 1_200_000],
  ["", null],
])("readWhole: %j → %j", (typed, whole) => {
  expect(readWhole(typed)).toBe(whole);
});

it.each(["200.000", "1.5", "1,5", "-1", "1e5", "200k"])("readWhole: %j → not a number", (typed) => {
  expect(readWhole(typed)).toBeNaN();
});

it("readSize: a currency's symbol → its number; another's → not a number", () => {
  expect(readSize("$200,000", "usd")).toBe(200_000);
  expect(readSize("€200,000", "usd")).toBeNaN();
});

it("writeNumber: large and fractional numbers → as the fields read them", () => {
  expect([writeNumber(200_000), writeNumber(8.5), writeNumber(0)]).toEqual(["200,000", "8.5", "0"]);
});
