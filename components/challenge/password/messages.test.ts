import { expect, it } from "vitest";
import { checkNewPassword } from "./messages";

it.each([
  ["too short", "Use at least 10 characters"],
  ["x".repeat(129), "Use at most 128 characters"],
  ["the current one", "Choose a password different from your current one"],
  ["quite another one", null],
  // Nine characters of two UTF-16 units each; then the current password with another kind of space.
  ["🔑".repeat(9), "Use at least 10 characters"],
  ["the current\u00a0one", "Choose a password different from your current one"],
])("checkNewPassword: %j → %s", (password, message) => {
  expect(checkNewPassword(password, "the current one")).toBe(message);
});
