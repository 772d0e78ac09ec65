import { expect, it } from "vitest";
import { newTierInput } from "@/lib/catalog/schemas";
import { tierFields } from "@/testing/catalog";
import { centsOf, numberOf } from "./numbers";
import { problemsOf } from "./problems";

it("says each problem at its field in a sentence, and nothing of what is right", () => {
  expect(problemsOf(newTierInput, { id: "tier_x", ...tierFields })).toEqual({});
  expect(
    problemsOf(newTierInput, { id: "tier_x", ...tierFields, name: "", account_size: null }),
  ).toEqual({
    name: "Is required",
    account_size: "Must be a whole number, from 1 to 1,000,000,000",
  });
});

it("takes what was typed for money to the cent, and nothing for no number", () => {
  expect([19.99, "0.29", "499", 1.005].map(centsOf)).toEqual([1_999, 29, 49_900, 100]);
  expect(["", "-", "abc"].map(numberOf)).toEqual([null, null, null]);
});
