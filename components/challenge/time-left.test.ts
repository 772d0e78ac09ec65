import { expect, it } from "vitest";
import { timeLeft } from "./time-left";

it.each([
  [30 * 86_400 - 1, "30 days left"],
  [86_400, "1 day left"],
  [86_399, "24 hours left"],
  [61, "2 minutes left"],
  [59, "less than a minute left"],
  [0, "over"],
])("%i seconds before the deadline it says %s", (seconds, words) => {
  expect(timeLeft(1_778_160_000 + seconds, 1_778_160_000)).toBe(words);
});
