import { expect, it } from "vitest";
import { walletQuery } from "./wallet-query";

const backOf = (back?: string) => walletQuery.parse({ back }).back;

it("walletQuery: back is a program's buy page → kept", () => {
  expect(backOf("/challenges/1/buy")).toBe("/challenges/1/buy");
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
])("walletQuery: back is %j → null", (back) => {
  expect(backOf(back)).toBeNull();
});
