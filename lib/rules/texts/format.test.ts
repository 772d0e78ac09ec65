import { expect, test } from "vitest";
import { ordinal, zoneName } from "./format";

test("zoneName, ordinal: zones and numbers → as in a sentence", () => {
  expect(
    ["America/New_York", "America/Argentina/Buenos_Aires", "UTC", "Etc/UTC", "EST"].map(zoneName),
  ).toEqual(["New York time", "Buenos Aires time", "UTC", "UTC", "EST"]);
  expect(["Etc/GMT-3", "Etc/GMT+5"].map(zoneName)).toEqual(["UTC+3", "UTC−5"]);
  expect([1, 2, 5, 6, 11, 21, 22, 23, 101].map(ordinal)).toEqual([
    "first",
    "second",
    "fifth",
    "6th",
    "11th",
    "21st",
    "22nd",
    "23rd",
    "101st",
  ]);
});
