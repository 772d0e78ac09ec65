import { expect, it } from "vitest";
import { walletNote } from "./wallet-note";

const eur = { price_currency: "EUR" };

it("walletNote: no wallet can be opened in the program's currency → says who can buy it", () => {
  expect(walletNote(eur, ["usd"])).toBe(
    "Only for customers who already have a EUR wallet: new ones can't be opened right now.",
  );
});

it.each([
  ["a wallet can be opened", ["eur", "usd"]],
  ["the trading server doesn't list its groups", null],
])("walletNote: %s → null", (_, currencies) => {
  expect(walletNote(eur, currencies)).toBeNull();
});
