import { expect, it } from "vitest";
import { purchaseView } from "@/components/challenge/fixtures";
import type { PurchaseView } from "@/lib/challenges/schemas";
import { feeWords, problemWords } from "./problem-words";

const row = (problem: string, purchase: Partial<PurchaseView> = {}) => ({
  purchase: purchaseView({ status_name: "failed", ...purchase }),
  customer_email: "trader@propdesk.test",
  problem,
  tries: 3,
  since: 1_778_160_000,
});

it("names the rollback that waits, and whether it was refused or not answered", () => {
  expect(problemWords(row("fee_rollback: no answer")).what).toBe(
    "Fee refund: no answer from the trading server",
  );
  expect(problemWords(row("account_disabling: Not today: closed.")).what).toBe(
    "Disabling the account: refused by the trading server. It said: Not today: closed.",
  );
});

it.each([
  ["pending", null, "Fee withdrawal"],
  ["paid", null, "Opening the account"],
  ["account_created", null, "Starting balance"],
  ["account_created", 500_101, "Starting the challenge"],
] as const)("names the step that a %s purchase waits for", (status_name, order, step) => {
  const problem = "No answer from the trading server after paid.";
  const { what } = problemWords(row(problem, { status_name, initial_balance_order: order }));
  expect(what).toBe(`${step}: no answer from the trading server`);
});

it("says of the fee which order took it, and which gave it back", () => {
  const orders = { payment_order: 500_100, payment_rollback_order: 500_102 };
  expect(feeWords(purchaseView())).toBe("order 500100");
  expect(feeWords(purchaseView(orders))).toBe("order 500100, refund 500102");
  expect(feeWords(purchaseView({ payment_order: null }))).toBe("no order for it yet");
  expect(feeWords(purchaseView({ amount: 0, payment_order: null }))).toBe("nothing to refund");
});
