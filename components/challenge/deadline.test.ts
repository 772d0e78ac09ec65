import { expect, it } from "vitest";
import { timeLeft } from "./deadline";

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

it.each([
  [30 * DAY, "30 days left"],
  [30 * DAY - 1, "29 days left"],
  [2 * DAY, "2 days left"],
  [2 * DAY - 1, "47 hours left"],
  [25 * HOUR, "25 hours left"],
  [DAY, "24 hours left"],
  [2 * HOUR, "2 hours left"],
  [2 * HOUR - 1, "119 minutes left"],
  [2 * MINUTE - 1, "1 minute left"],
  [MINUTE, "1 minute left"],
  [MINUTE - 1, "less than a minute left"],
  [1, "less than a minute left"],
  [0, "ended"],
  [-1, "ended"],
])("timeLeft: %i seconds before the deadline → %s", (seconds, text) => {
  expect(timeLeft(1_778_160_000 + seconds, 1_778_160_000)).toBe(text);
});
