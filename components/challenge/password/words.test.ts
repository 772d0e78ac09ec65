import { expect, it } from "vitest";
import { checkNew } from "./words";

it.each([
  ["too short", "Use at least 10 characters"],
  ["x".repeat(129), "Use at most 128 characters"],
  ["the current one", "Choose another password than the current one"],
  ["quite another one", null],
  // Nine characters, of two UTF-16 units each; and the current one with another kind of space.
  ["🔑".repeat(9), "Use at least 10 characters"],
  ["the current\u00a0one", "Choose another password than the current one"],
])("says of the new password %j: %s", (password, words) => {
  expect(checkNew(password, "the current one")).toBe(words);
});
