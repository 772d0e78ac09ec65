import { expect, test } from "vitest";
import type { PaymentCheckView } from "@/lib/payments/schemas";
import { checkMessage } from "./check-messages";

const check = (given: Partial<PaymentCheckView>): PaymentCheckView => ({
  payment_id: "pay_1",
  kind: "challenge",
  result: "changed",
  status_before: "requires_payment_method",
  status: "succeeded",
  checked_at: null,
  last_step: 1,
  ...given,
});

test.each<[Partial<PaymentCheckView>, string]>([
  [{}, "Paid at Stripe: the account is being created."],
  [{ kind: "deposit" }, "Paid at Stripe: the wallet is being credited."],
  [{ status_before: "disputed" }, "Changed at Stripe: paid."],
  [{ status: "processing" }, "Changed at Stripe: processing."],
  [{ status: "requires_payment_method" }, "Something changed at Stripe: see the history."],
  [{ result: "unchanged" }, "Nothing new at Stripe."],
])("checkMessage: %o → %s", (given, message) => {
  expect(checkMessage(check(given))).toBe(message);
});

test("checkMessage: a PaymentIntent that Stripe doesn't know → says so, and that it is flagged", () => {
  expect(checkMessage(check({ result: "unknown" }))).toContain("doesn't know");
});
