import { expect, it } from "vitest";
import type { PayerAccountView } from "@/lib/purchases/schemas";
import { blockMessage, rejectionMessage } from "./messages";

const account: PayerAccountView = {
  login: 100_001,
  group: "WALLET-USD",
  account_mode: 1,
  currency: "USD",
  balance: 12.5,
  available: 12.5,
  eligible: false,
  block_reason: "NOT_ENOUGH_FUNDS",
  block_reason_message: "The balance of 12.50 USD is below the price of 499.00 USD.",
};
const price = { price: 499, currency: "USD" };

it("blockMessage: a wallet with a debt → the debt is part of what is missing", () => {
  const owing = { ...account, balance: 0, available: -300 };
  expect(blockMessage(owing, price)).toBe(
    "You need $799.00 more to cover the $300.00 owed and the fee.",
  );
});

it("blockMessage: a balance below the fee → the missing amount", () => {
  expect(blockMessage(account, price)).toBe("You need $486.50 more.");
});

it("blockMessage: a wallet in another currency → both currencies", () => {
  const euros = { ...account, currency: "EUR", block_reason: "CURRENCY_CONVERSION_REQUIRED" };
  expect(blockMessage(euros, price)).toBe("This wallet is in EUR; the fee is in USD.");
});

it("rejectionMessage: each code of a rejection → a message; an unknown code → the server's message", () => {
  const codes = [
    "PROGRAM_DISABLED",
    "INVALID_DEMO_GROUP",
    "DEMO_GROUP_REQUIRED",
    "INVALID_PAYER_ACCOUNT",
    "PAYER_ACCOUNT_NOT_REAL",
    "CURRENCY_CONVERSION_REQUIRED",
    "NOT_ENOUGH_FUNDS",
  ];
  expect(codes.map((code) => rejectionMessage(code, "raw"))).not.toContain("raw");
  expect(rejectionMessage("SOMETHING_NEW", "In its own words.")).toBe("In its own words.");
});
