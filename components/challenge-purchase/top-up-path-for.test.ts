import { expect, it } from "vitest";
import { topUpPathFor } from "./top-up-path-for";

const queryFor = (available: number) =>
  Object.fromEntries(
    new URL(topUpPathFor("/challenges/1/buy", 499, { login: 100_001, available }), "http://here")
      .searchParams,
  );

it("topUpPathFor: a balance below the price → the missing amount, and the way back", () => {
  expect(queryFor(12.55)).toEqual({
    login: "100001",
    topup: "1",
    amount: "486.45",
    back: "/challenges/1/buy",
  });
});

it("topUpPathFor: less is missing than the smallest deposit → the smallest deposit", () => {
  expect(queryFor(498)).toMatchObject({ amount: "10" });
});

it("topUpPathFor: a wallet with a debt → the price and the debt", () => {
  expect(queryFor(-300)).toMatchObject({ amount: "799" });
});
