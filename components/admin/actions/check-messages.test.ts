import { expect, test } from "vitest";
import type { PaymentCheckView } from "@/lib/payments/schemas";
import { checkMessage } from "./check-messages";

const check = (changes: Partial<PaymentCheckView>): PaymentCheckView => ({
  payment_id: "pay_1",
  kind: "challenge",
  result: "changed",
  status_before: "requires_payment_method",
  status: "succeeded",
  checked_at: null,
  last_step: 1,
  ...changes,
});

test.each<[Partial<PaymentCheckView>, string]>([
  [{}, "Paid in Stripe. The account is being set up."],
  [{ kind: "deposit" }, "Paid in Stripe. The wallet is being credited."],
  [{ status_before: "disputed" }, "Updated from Stripe: paid."],
  [{ status: "processing" }, "Updated from Stripe: processing."],
  [{ status: "requires_payment_method" }, "Updated from Stripe. See the timeline."],
  [{ result: "unchanged" }, "Already up to date with Stripe."],
])("checkMessage: %o → %s", (changes, message) => {
  expect(checkMessage(check(changes))).toBe(message);
});

test("checkMessage: a PaymentIntent that Stripe doesn't know → says so, and that it is flagged", () => {
  expect(checkMessage(check({ result: "unknown" }))).toContain("doesn't recognize");
});
