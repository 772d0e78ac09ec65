import { expect, it } from "vitest";
import { checkNew } from "./words";

it.each([
  ["too short", "Use at least 10 characters"],
  ["x".repeat(129), "Use at most 128 characters"],
  ["the current one", "Choose another password than the current one"],
  ["quite another one", null],
])("says of the new password %j: %s", (password, words) => {
  expect(checkNew(password, "the current one")).toBe(words);
});
