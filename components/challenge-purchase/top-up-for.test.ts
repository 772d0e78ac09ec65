import { expect, it } from "vitest";
import { topUpFor } from "./top-up-for";

const askedFor = (available: number) =>
  Object.fromEntries(
    new URL(topUpFor(1, 499, { login: 100_001, available }), "http://here").searchParams,
  );

it("suggests what the wallet is short of, and leads back to the program", () => {
  expect(askedFor(12.55)).toEqual({
    login: "100001",
    topup: "1",
    amount: "486.45",
    back: "/challenges/1/buy",
  });
});

it("suggests no less than a deposit may be", () => {
  expect(askedFor(498)).toMatchObject({ amount: "10" });
});

it("counts what the wallet owes", () => {
  expect(askedFor(-300)).toMatchObject({ amount: "799" });
});
