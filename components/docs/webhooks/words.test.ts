import { expect, test } from "vitest";
import { listWords, waitWords } from "./words";

test.each([
  [1, "1 second"],
  [5, "5 seconds"],
  [90, "90 seconds"],
  [60, "1 minute"],
  [1_800, "30 minutes"],
  [3_600, "1 hour"],
  [36_000, "10 hours"],
])("%i s are %s", (seconds, words) => {
  expect(waitWords(seconds)).toBe(words);
});

test("a list ends with and", () => {
  expect(listWords(["5 seconds", "5 minutes", "2 hours"])).toBe("5 seconds, 5 minutes and 2 hours");
});
