import { expect, it } from "vitest";
import type { PayerAccountView } from "@/lib/challenges/schemas";
import { blockWords, refusalWords } from "./words";

const account: PayerAccountView = {
  login: 100_001,
  group: "WALLET-USD",
  account_mode: 1,
  currency: "USD",
  balance: 12.5,
  available: 12.5,
  eligible: false,
  block_reason: "NOT_ENOUGH_FUNDS",
  block_reason_message: "Balance 12.50 USD is below the price 499.00 USD.",
};
const price = { price: 499, currency: "USD" };

it("counts what a wallet owes as missing too", () => {
  const owing = { ...account, balance: 0, available: -300 };
  expect(blockWords(owing, price)).toBe("It owes $300.00: $799.00 short of that and the fee.");
});

it("says how much a wallet is short of", () => {
  expect(blockWords(account, price)).toBe("$486.50 short of the fee.");
});

it("names both currencies of a wallet that can't pay in another one", () => {
  const euros = { ...account, currency: "EUR", block_reason: "CURRENCY_CONVERSION_REQUIRED" };
  expect(blockWords(euros, price)).toBe("It holds EUR, and the fee is in USD.");
});

it("has words for every refusal of a purchase, and the server's for one it doesn't know", () => {
  const codes = [
    "PROGRAM_DISABLED",
    "INVALID_DEMO_GROUP",
    "DEMO_GROUP_REQUIRED",
    "INVALID_PAYER_ACCOUNT",
    "PAYER_ACCOUNT_NOT_REAL",
    "CURRENCY_CONVERSION_REQUIRED",
    "NOT_ENOUGH_FUNDS",
  ];
  expect(codes.map((code) => refusalWords(code, "raw"))).not.toContain("raw");
  expect(refusalWords("SOMETHING_NEW", "In its own words.")).toBe("In its own words.");
});
