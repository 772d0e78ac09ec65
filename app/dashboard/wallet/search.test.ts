import { expect, it } from "vitest";
import { walletQuery } from "./search";

const wayBack = (back?: string) => walletQuery.parse({ back }).back;

it("leads back to a program's buy page", () => {
  expect(wayBack("/challenges/1/buy")).toBe("/challenges/1/buy");
});

it.each([
  undefined,
  "",
  "https://evil.test/challenges/1/buy",
  "//evil.test/challenges/1/buy",
  "/\\evil.test/challenges/1/buy",
  "/challenges/1/buy/../../../sign-in",
  "/dashboard",
  "javascript:alert(1)",
])("leads nowhere else: %j", (back) => {
  expect(wayBack(back)).toBeNull();
});
