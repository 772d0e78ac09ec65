import { expect, it } from "vitest";
import type { PayerAccountView, PurchaseView } from "@/lib/challenges/schemas";
import { blockWords, failureWords, moneyWords, refusalWords } from "./words";

const account: PayerAccountView = {
  login: 100_001,
  group: "WALLET-USD",
  account_mode: 1,
  currency: "USD",
  balance: 12.5,
  eligible: false,
  block_reason: "NOT_ENOUGH_FUNDS",
  block_reason_message: "Balance 12.50 USD is below the price 499.00 USD.",
};
const price = { price: 499, currency: "USD" };

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

it("has words for each way a purchase can fail", () => {
  const codes = [
    "PAYMENT_FAILED",
    "ACCOUNT_CREATION_FAILED",
    "INITIAL_BALANCE_FAILED",
    "CHALLENGE_CREATION_FAILED",
  ];
  const other = failureWords("SOMETHING_NEW");
  expect(new Set([...codes.map(failureWords), other]).size).toBe(5);
});

it("says where the money is, and never that it is back before it is", () => {
  const words = (payment_status: PurchaseView["payment_status"]) =>
    moneyWords({ amount: 499, currency: "USD", payer_login: 100_001, payment_status });
  expect(words("failed")).toBe("Nothing was taken from wallet 100001.");
  expect(words("refund_pending")).toBe("The $499.00 are on their way back to wallet 100001.");
  expect(words("refunded")).toBe("The $499.00 are back in wallet 100001.");
  expect(words("not_required")).toBe("It was free: no money has moved.");
});
