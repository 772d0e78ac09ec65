import { expect, it } from "vitest";
import { newTierInput } from "@/lib/catalog/schemas";
import { AMOUNT_EXAMPLE } from "@/lib/core/typed-number";
import { tierFields } from "@/testing/catalog/fields";
import { problemsOf } from "./problems";
import { tierBody, tierValues } from "./tier-values";

it("problemsOf: a valid input → nothing; an invalid one → a sentence for each field", () => {
  expect(problemsOf(newTierInput, { id: "tier_x", ...tierFields })).toEqual({});
  expect(
    problemsOf(newTierInput, { id: "tier_x", ...tierFields, name: "", account_size: null }),
  ).toEqual({
    name: "Is required",
    account_size: "Must be a whole number, from 1 to 1,000,000,000",
  });
});

it("problemsOf: numbers that can't be read → an example at each field, not an empty limit", () => {
  const tier = { ...tierValues(null), price_cents: "1.299", account_size: "200.000" };
  expect(problemsOf(newTierInput, tierBody(tier, null))).toEqual(
    expect.objectContaining({
      price_cents: AMOUNT_EXAMPLE,
      account_size: "Enter a whole number like 25000 or 25,000",
    }),
  );
});

it("tierBody: a price with thousands commas or in German → its cents", () => {
  const bodyOf = (price_cents: string, account_size: string) =>
    tierBody({ ...tierValues(null), price_cents, account_size }, null);
  expect(bodyOf("1,299", "200,000")).toMatchObject({ price_cents: 129_900, account_size: 200_000 });
  expect(bodyOf("1.299,00", "$200 000")).toMatchObject({
    price_cents: 129_900,
    account_size: 200_000,
  });
});
