import { expect, it } from "vitest";
import type { OperationView } from "@/lib/trading/schemas";
import { operationDetail, operationPath, operationTitle } from "./describe-operation";

const fee: OperationView = {
  order: 500_100,
  login: 100_001,
  command: 8,
  command_name: "OP_BALANCE_OUT",
  amount: -499,
  debt_change: 0,
  balance_after: 4501,
  currency: "USD",
  reason: "TR_REASON_PROP",
  comment: "PROP_CHALLENGE_PURCHASE",
  api_data: { program_id: 1, purchase_id: 10, challenge_login: null },
  reverses_order: null,
  reversed_by_order: 500_105,
  created_time: 1_778_160_000,
};

it("operationTitle, operationDetail: a fee that was reversed → its program, purchase and the reversing order", () => {
  expect(operationTitle(fee)).toBe("Challenge fee");
  expect(operationDetail(fee, { 10: "Two-step 100K" })).toBe(
    "Two-step 100K, purchase 10, reversed by 500105",
  );
});

it("operationTitle, operationDetail: an unknown comment or reason → a general title, no detail", () => {
  const unknown = { ...fee, comment: "SOMETHING_NEW", api_data: {}, reversed_by_order: null };
  expect(operationTitle(unknown)).toBe("Challenge debit");
  expect(operationTitle({ ...unknown, reason: "TR_REASON_NEW", amount: 5 })).toBe("Money in");
  expect(operationDetail(unknown, {})).toBe("");
});

it("operationPath: a top-up → its payment's page; a fee → null", () => {
  const topUp = { api_data: { payment_id: "pay_1", login: 100_001 } };
  expect(operationPath(topUp)).toBe("/dashboard/payments/pay_1");
  expect(operationPath(fee)).toBeNull();
});
