import { expect, test } from "vitest";
import { formatList, formatWait } from "./format";

test.each([
  [1, "1 second"],
  [5, "5 seconds"],
  [90, "90 seconds"],
  [60, "1 minute"],
  [1_800, "30 minutes"],
  [3_600, "1 hour"],
  [36_000, "10 hours"],
])("formatWait: %i s → %s", (seconds, text) => {
  expect(formatWait(seconds)).toBe(text);
});

test('formatList: several items → the last one after "and"', () => {
  expect(formatList(["5 seconds", "5 minutes", "2 hours"])).toBe(
    "5 seconds, 5 minutes and 2 hours",
  );
});
