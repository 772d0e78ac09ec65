import { describe, expect, it } from "vitest";
import type { OfferedAction } from "@/lib/console/schemas";
import { AMOUNT_EXAMPLE } from "@/lib/core/typed-number";
import { actionLabels } from "./action-labels";
import { emptyApp } from "./app-fields";
import { checkForm, confirmLabel, inputOf, type Values } from "./input";
import { emptySource } from "./source-fields";

const refund: OfferedAction = {
  action: "payment.refund",
  input: { id: "pay_1" },
  money: { most_cents: 200_000, currency: "usd" },
};
const credit: OfferedAction = {
  action: "wallet.credit",
  input: {},
  choices: [
    { label: "one", input: { login: 100_005 }, money: { most_cents: null, currency: "eur" } },
    { label: "two", input: { login: 100_006 }, money: { most_cents: null, currency: "usd" } },
  ],
};
const valuesWith = (amount: string, choice = ""): Values => ({
  reason: "asked for by the customer",
  amount,
  choice,
  extra: false,
  customerReason: "other",
  app: emptyApp,
  source: emptySource,
  account: { balance: "", equity: "", positions: "" },
});

describe("checkForm, inputOf and confirmLabel: a refund", () => {
  it.each(["1,299", "1299", "$1,299.00", "1.299,00", "1 299,00"])(
    "of %j → 129900 cents",
    (text) => {
      const values = valuesWith(text);
      expect(checkForm(values, refund).amount).toBeNull();
      expect(inputOf(values, refund, "key-for-this")).toMatchObject({ amount_cents: 129_900 });
      expect(confirmLabel(actionLabels["payment.refund"].confirm, values, refund)).toBe(
        "Refund $1,299.00 to the card",
      );
    },
  );

  it.each([
    ["", "Enter an amount"],
    ["0", "Enter an amount"],
    ["1.299", AMOUNT_EXAMPLE],
    ["€20", AMOUNT_EXAMPLE],
    ["-20", AMOUNT_EXAMPLE],
    ["2,000.01", "That's more than the available amount"],
  ])("of %j → %s", (text, problem) => {
    expect(checkForm(valuesWith(text), refund).amount).toBe(problem);
  });

  it("of nothing that can be read → a button without an amount", () => {
    expect(confirmLabel(actionLabels["payment.refund"].confirm, valuesWith("1.299"), refund)).toBe(
      "Refund to the card",
    );
  });
});

it("confirmLabel: a credit → the amount in the wallet's currency, and the wallet", () => {
  const { confirm } = actionLabels["wallet.credit"];
  expect(confirmLabel(confirm, valuesWith("1,000", "two"), credit)).toBe(
    "Credit $1,000.00 to wallet 100006",
  );
  expect(confirmLabel(confirm, valuesWith("1.000,00", "one"), credit)).toBe(
    "Credit €1,000.00 to wallet 100005",
  );
});

it("checkForm: several choices and none chosen → an error; one of them → none", () => {
  expect(checkForm(valuesWith("1", ""), credit).choice).toBe("Choose one");
  expect(checkForm(valuesWith("1", "two"), credit).choice).toBeNull();
});
