import { expect, test } from "vitest";
import { changeOf } from "./key-figures";

test.each([
  [5, 4, "▲ 25% on 4 in the previous 30 days"],
  [3, 4, "▼ 25% on 4 in the previous 30 days"],
  [0, 4, "▼ 100% on 4 in the previous 30 days"],
  [4, 4, "Same as in the previous 30 days"],
  [4, 0, "0 in the previous 30 days"],
  [1_001, 1_000, "▲ <1% on 1000 in the previous 30 days"],
  [60_000, 4, "▲ 1,499,900% on 4 in the previous 30 days"],
])("changeOf: %i after %i → %s", (now, before, text) => {
  expect(changeOf(now, before, String(before), "previous 30 days")).toBe(text);
});
