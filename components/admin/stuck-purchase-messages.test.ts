import { expect, it } from "vitest";
import { purchaseView } from "@/components/challenge/fixtures";
import type { PurchaseView } from "@/lib/challenges/schemas";
import type { StuckPurchaseView } from "@/lib/purchases/schemas";
import { describeStuckPurchase, feeOrders } from "./stuck-purchase-messages";

const row = (
  compensation: StuckPurchaseView["compensation"],
  purchase: Partial<PurchaseView> = {},
) => ({
  purchase: purchaseView({ status_name: "failed", ...purchase }),
  customer_email: "trader@propdesk.test",
  compensation,
  tries: 3,
  since: 1_778_160_000,
});

it("describeStuckPurchase: a compensation without a response, or rejected → its name and which", () => {
  expect(describeStuckPurchase(row({ step: "fee_rollback", rejection: null })).title).toBe(
    "Fee refund: no response from the trading server",
  );
  const rejection = "Not today: closed.";
  expect(describeStuckPurchase(row({ step: "account_disabling", rejection })).title).toBe(
    "Disabling the account rejected by the trading server: Not today: closed.",
  );
});

it.each([
  ["pending", null, "Fee withdrawal"],
  ["paid", null, "Opening the account"],
  ["account_created", null, "Starting balance"],
  ["account_created", 500_101, "Starting the challenge"],
] as const)(
  "describeStuckPurchase: a purchase in status %s, order %s → %s",
  (status_name, order, step) => {
    const purchase = { status_name, initial_balance_order: order };
    const { title } = describeStuckPurchase(row(null, purchase));
    expect(title).toBe(`${step}: no response from the trading server`);
  },
);

it("describeStuckPurchase: an active purchase whose rollback was requested too late → to be requested again", () => {
  const { title, advice } = describeStuckPurchase(row(null, { status_name: "active" }));
  expect(title).toMatch(/^Cancellation requested/);
  expect(advice).toBe("Open the purchase and cancel it again.");
});

it("feeOrders: a fee → its order, and the order of its refund", () => {
  const orders = { payment_order: 500_100, payment_rollback_order: 500_102 };
  expect(feeOrders(purchaseView())).toBe("order 500100");
  expect(feeOrders(purchaseView(orders))).toBe("order 500100, refund 500102");
  expect(feeOrders(purchaseView({ payment_order: null }))).toBe("no order yet");
  expect(feeOrders(purchaseView({ amount: 0, payment_order: null }))).toBe("nothing to refund");
});
